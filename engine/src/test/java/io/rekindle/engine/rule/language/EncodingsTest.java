package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.TextBytes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file means the same in whatever encoding a spreadsheet or an editor saved it. */
class EncodingsTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    Path directory;

    private Reading saved(Charset charset, String mark, List<String> changed) throws IOException {
        for (Map.Entry<String, String> file : TestBook.shipped().book().files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            String text = file.getValue().replace("\uFEFF", "").replace("¥", "");
            boolean other = changed.contains(file.getKey());
            Files.write(path, (other ? mark + text : text).getBytes(other ? charset : StandardCharsets.UTF_8));
        }
        return RuleBooks.read(directory);
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(GBK, "", "GBK"),
                Arguments.of(GB18030, "", "GBK"),
                Arguments.of(StandardCharsets.UTF_16LE, "\uFEFF", "UTF-16;"),
                Arguments.of(StandardCharsets.UTF_16BE, "\uFEFF", "UTF-16;"),
                Arguments.of(StandardCharsets.UTF_16LE, "", "UTF-16 without its mark"),
                Arguments.of(StandardCharsets.UTF_16BE, "", "UTF-16 without its mark"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void the_same_text_is_the_same_release_in_every_encoding(Charset charset, String mark, String named)
            throws IOException {
        List<String> files = List.of(
                "lifecycle.csv", "coupons.csv", "segments.yaml", "campaigns/welcome.yaml", "calendar/cn-2026.csv");
        String version = saved(StandardCharsets.UTF_8, "", List.of())
                .book()
                .orElseThrow()
                .version();

        Reading reading = saved(charset, mark, files);

        assertThat(reading.book().orElseThrow().version()).isEqualTo(version);
        assertThat(reading.warnings())
                .filteredOn(problem -> problem.code().equals("encoding"))
                .extracting(Problem::file)
                .containsExactlyInAnyOrderElementsOf(files);
        assertThat(reading.warnings())
                .filteredOn(problem -> problem.code().equals("encoding"))
                .allSatisfy(problem -> assertThat(problem.message()).contains("was read as " + named));
    }

    @Test
    void the_mark_of_a_utf_8_file_is_nothing_to_speak_of() throws IOException {
        String version = saved(StandardCharsets.UTF_8, "", List.of())
                .book()
                .orElseThrow()
                .version();

        Reading reading = saved(
                StandardCharsets.UTF_8,
                "\uFEFF",
                List.of("lifecycle.csv", "segments.yaml", "campaigns/welcome.yaml", "language/customer.en.dsl"));

        assertThat(reading.warnings()).noneMatch(problem -> problem.code().equals("encoding"));
        assertThat(reading.book().orElseThrow().version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "Big5", "Shift_JIS", "ISO-8859-1"})
    void bytes_of_another_encoding_are_not_taken_for_chinese(String charset) {
        String text =
                switch (charset) {
                    case "Big5" -> "活動：沉睡客戶召回，優惠券還沒使用，請儘快下單購買喜歡的商品";
                    case "Shift_JIS" -> "キャンペーン：お客様への大切なお知らせ";
                    default -> "Früher Käufer, Größe, café à la crème";
                };
        Problems problems = new Problems();

        assertThat(TextBytes.read("x.csv", ("label\n" + text).getBytes(Charset.forName(charset)), problems))
                .isEmpty();
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("not-a-text");
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void a_byte_that_is_no_text_is_named_with_its_place() {
        Problems problems = new Problems();
        byte[] bytes = "状态,orders\nlost,\u0001".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xFF;

        assertThat(TextBytes.read("lifecycle.csv", bytes, problems)).isEmpty();
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly("lifecycle.csv:2:6 This file is not a text: its byte FF here is neither UTF-8 nor"
                        + " plausible UTF-16 or GBK. Save it as UTF-8 text, or as \"CSV UTF-8\".");
    }

    @Test
    void a_program_is_not_a_text() {
        byte[] bytes = {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 3, 0, 62, 0, 1, 0, 0, 0};
        Problems problems = new Problems();

        assertThat(TextBytes.read("x.csv", bytes, problems)).isEmpty();
        assertThat(problems.list()).extracting(Problem::code).containsExactly("not-a-text");
    }

    @Test
    void a_workbook_in_the_book_is_named_with_the_command_that_makes_a_grid_of_it() throws IOException {
        Files.write(directory.resolve("lifecycle.xlsx"), new byte[300 * 1024]);
        Files.write(directory.resolve("~$lifecycle.xlsx"), new byte[10]);

        Problems problems = new Problems();
        assertThat(BookFiles.in(directory, problems)).isEmpty();
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "lifecycle.xlsx A rule book holds its grids as CSV, which people can compare line by line."
                                + " Make one of this workbook: rekindle grid lifecycle.xlsx --to lifecycle.csv");
    }
}
