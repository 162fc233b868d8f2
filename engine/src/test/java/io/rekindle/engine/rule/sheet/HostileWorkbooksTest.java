package io.rekindle.engine.rule.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.source.Problems;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks made to hurt are refused in plain words, and soon. */
class HostileWorkbooksTest {

    private static TestWorkbook harmless() {
        return new TestWorkbook().table("Sheet1", "state|orders", "new|>=1");
    }

    /** Of this thread: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<String> codes(byte[] workbook) {
        Problems problems = new Problems();
        long start = cpuNanos();
        assertThat(Sheet.read("x.xlsx", workbook, null, problems)).isEmpty();
        assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(problems.list()).allSatisfy(problem -> assertThat(problem.message())
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("java.", "org.", "null"));
        return problems.list().stream().map(Problem::code).toList();
    }

    @Test
    void a_harmless_one_is_read() {
        assertThat(Sheet.read("x.xlsx", harmless().bytes(), null, new Problems()))
                .hasValueSatisfying(sheet ->
                        assertThat(sheet.rows()).containsExactly(List.of("state", "orders"), List.of("new", ">=1")));
    }

    static Stream<Arguments> bombs() {
        byte[] zeros = new byte[64 * 1024 * 1024];
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int part = 0; part < 600; part++) {
            many.put("xl/part" + part + ".xml", new byte[0]);
        }
        Map<String, byte[]> spread = new LinkedHashMap<>();
        for (int part = 0; part < 40; part++) {
            spread.put("docProps/part" + part + ".bin", new byte[1024 * 1024]);
        }
        return Stream.of(
                Arguments.of(
                        "one part of 64 MB",
                        harmless().part("xl/media/zeros.bin", zeros).bytes()),
                Arguments.of("600 parts", TestWorkbook.zip(many)),
                Arguments.of("40 parts of 1 MB", TestWorkbook.zip(spread)),
                Arguments.of("a file of 3 MB", new byte[3 * 1024 * 1024]),
                Arguments.of(
                        "a cell beyond all sheets",
                        new TestWorkbook()
                                .sheet("s", "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>")
                                .bytes()),
                Arguments.of(
                        "a row beyond all sheets",
                        new TestWorkbook()
                                .sheet("s", "<row r=\"99999999\"><c r=\"A1\"><v>1</v></c></row>")
                                .bytes()),
                Arguments.of(
                        "a row far below",
                        new TestWorkbook()
                                .sheet("s", "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")
                                .bytes()),
                Arguments.of(
                        "too many cells",
                        new TestWorkbook()
                                .sheet("s", "<row r=\"1\">" + "<c/>".repeat(300_000) + "</row>")
                                .bytes()),
                Arguments.of(
                        "rows as wide as a sheet",
                        new TestWorkbook().sheet("s", wideRows(20_000)).bytes()));
    }

    private static String wideRows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int row = 1; row <= count; row++) {
            rows.append("<row r=\"")
                    .append(row)
                    .append("\"><c r=\"XFD")
                    .append(row)
                    .append("\"/></row>");
        }
        return rows.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void bombs_are_defused(String name, byte[] workbook) {
        assertThat(codes(workbook)).as(name).containsExactly("too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "xl/../../x.xml",
                "/etc/x",
                "xl\\worksheets\\x.xml",
                "C:x",
                "xl//x.xml",
                "./x"
            })
    void names_that_lead_elsewhere_are_refused(String name) {
        assertThat(codes(harmless().part(name, "x").bytes())).containsExactly("not-a-workbook");
    }

    @Test
    void two_parts_of_one_name_are_refused() {
        assertThat(codes(harmless().part("XL/Workbook.xml", "<workbook/>").bytes()))
                .containsExactly("not-a-workbook");
    }

    static Stream<String> definitions() {
        return Stream.of(
                "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><workbook/>",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"http://localhost:1/\">]><workbook>&e;</workbook>",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><workbook>&b;</workbook>",
                "<?xml version=\"1.0\" encoding=\"utf-16\"?><workbook/>",
                "<?xml version='1.0' encoding='IBM037'?><workbook/>");
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void definitions_and_other_encodings_in_xml_are_refused(String xml) {
        for (String part :
                List.of("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml")) {
            assertThat(codes(harmless().part(part, xml).bytes())).containsExactly("not-a-workbook");
        }
    }

    @Test
    void xml_in_utf_16_is_refused() {
        byte[] wide = "<?xml version=\"1.0\"?><!DOCTYPE x><workbook/>".getBytes(StandardCharsets.UTF_16);

        assertThat(codes(harmless().part("xl/workbook.xml", wide).bytes())).containsExactly("not-a-workbook");
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("a text", "state,orders".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("an old workbook", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0, 0, 0}),
                Arguments.of("a zip of nothing", TestWorkbook.zip(Map.of())),
                Arguments.of("a zip of something else", TestWorkbook.zip(Map.of("a.txt", new byte[3]))),
                Arguments.of("no sheet", new TestWorkbook().bytes()),
                Arguments.of(
                        "broken XML",
                        harmless()
                                .part("xl/worksheets/sheet1.xml", "<worksheet><row>")
                                .bytes()),
                Arguments.of(
                        "deep XML",
                        harmless()
                                .part("xl/worksheets/sheet1.xml", "<a>".repeat(50_000))
                                .bytes()));
    }

    @Test
    void a_text_that_is_not_there_is_no_empty_cell() {
        for (String strings : List.of(
                "",
                "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>a</t></si></sst>")) {
            TestWorkbook workbook =
                    new TestWorkbook().sheet("s", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>");
            if (!strings.isEmpty()) {
                workbook.part("xl/sharedStrings.xml", strings);
            }
            Problems problems = new Problems();
            Sheet.read("x.xlsx", workbook.bytes(), null, problems);
            assertThat(problems.hasErrors()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void what_is_no_workbook_is_refused(String name, byte[] workbook) {
        assertThat(codes(workbook)).as(name).isNotEmpty();
    }

    @Test
    void damaged_workbooks_are_refused_or_read_but_never_break_anything() {
        byte[] whole = harmless().bytes();
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Problems problems = new Problems();
            var read = Sheet.read("x.xlsx", damaged, null, problems);
            assertThat(read.isPresent() || problems.hasErrors()).isTrue();
        }
    }

    @Test
    void damaged_parts_are_refused_or_read_but_never_break_anything() {
        Random random = new Random(8);
        String part = "<row r=\"1\">" + TestWorkbook.number("A1", "0.5", TestWorkbook.PERCENT)
                + TestWorkbook.number("B1", "45000", TestWorkbook.DATE) + TestWorkbook.text("C1", "x") + "</row>";
        for (int round = 0; round < 2000; round++) {
            StringBuilder damaged = new StringBuilder(part);
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged.setCharAt(random.nextInt(damaged.length()), "<>\"=/ 0A9srt\u4e00".charAt(random.nextInt(12)));
            }
            Problems problems = new Problems();
            var read = Sheet.read(
                    "x.xlsx", new TestWorkbook().sheet("s", damaged.toString()).bytes(), null, problems);
            assertThat(read.isPresent() || problems.hasErrors()).isTrue();
        }
    }

    @Test
    void numbers_that_would_print_without_end_stay_short() {
        List<String> rows = new ArrayList<>();
        for (String number : List.of("1E+999999999", "1E-999999999", "1e308")) {
            rows.add("<row r=\"" + (rows.size() + 1) + "\">" + TestWorkbook.number("A" + (rows.size() + 1), number, 0)
                    + "</row>");
        }
        Sheet.read(
                        "x.xlsx",
                        new TestWorkbook().sheet("s", String.join("", rows)).bytes(),
                        null,
                        new Problems())
                .ifPresent(sheet -> assertThat(sheet.rows()).allSatisfy(row -> assertThat(row)
                        .allSatisfy(cell -> assertThat(cell).hasSizeLessThan(50))));
    }
}
