package io.rekindle.engine.rule.language;

import static io.rekindle.engine.rule.sheet.TestWorkbook.number;
import static io.rekindle.engine.rule.sheet.TestWorkbook.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.GridImport.Imported;
import io.rekindle.engine.rule.sheet.TestWorkbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks as marketers keep them become the book's grids, or say which cell keeps them from it. */
class GridImportTest {

    @TempDir
    Path book;

    @BeforeEach
    void its_sentences() throws IOException {
        Files.createDirectories(book.resolve("language"));
        try (var files = Files.list(Path.of("..", "rules", "language"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        book.resolve("language").resolve(file.getFileName().toString()));
            }
        }
    }

    private Imported imported(TestWorkbook workbook, String target) {
        return imported(workbook, null, target);
    }

    private Imported imported(TestWorkbook workbook, @Nullable String sheet, String target) {
        try {
            return GridImport.of("规则.xlsx", workbook.bytes(), sheet, target, book);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static List<String> texts(Imported imported) {
        assertThat(imported.csv()).isEmpty();
        return imported.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void a_sheet_becomes_the_lifecycle_grid() {
        TestWorkbook workbook = new TestWorkbook()
                .sheet(
                        "沉睡",
                        "<row r=\"2\">" + text("B2", "状态") + text("C2", "订单数")
                                + text("D2", "距上次下单天数") + text("E2", "近30天访问下降") + text("F2", "近180天消费")
                                + "</row><row r=\"3\">"
                                + text("B3", "潜在") + number("C3", "0", 0) + "</row><row r=\"5\">" + text("B5", "沉睡")
                                + text("C5", "≥1")
                                + text("D5", "≥30") + "</row><row r=\"6\">" + text("B6", "流失预警") + text("C6", ">=1")
                                + number("E6", "0.5", TestWorkbook.PERCENT) + "</row><row r=\"7\">" + text("B7", "活跃")
                                + number("F7", "2000", TestWorkbook.YUAN) + "</row>");

        Imported imported = imported(workbook, "lifecycle.csv");

        assertThat(imported.problems()).isEmpty();
        assertThat(imported.rows()).isEqualTo(4);
        assertThat(imported.csv()).hasValue("""
                \uFEFF状态,订单数,距上次下单天数,近30天访问下降,近180天消费
                潜在,0,,,
                沉睡,≥1,≥30,,
                流失预警,>=1,,50%,
                活跃,,,,¥2000
                """);
        RuleBook read = TestBook.empty()
                .with("lifecycle.csv", imported.csv().orElseThrow())
                .book();
        assertThat(read.lifecycle())
                .extracting(LifecycleRow::text)
                .contains("orders >=1, visit_drop_30d 50%", "spend_180d ¥2000");
    }

    @Test
    void percentages_days_prices_and_dates_are_taken_as_they_are_shown() {
        TestWorkbook coupons = new TestWorkbook()
                .sheet(
                        "券",
                        "<row r=\"1\">" + text("A1", "券码") + text("B1", "类型")
                                + text("C1", "面额") + text("D1", "有效期") + text("E1", "名称") + "</row><row r=\"2\">"
                                + text("A2", "NEW20")
                                + text("B2", "金额") + number("C2", "20", TestWorkbook.YUAN)
                                + number("D2", "7", TestWorkbook.DAYS)
                                + text("E2", "满减, \"新客\"") + "</row><row r=\"3\">" + text("A3", "CART5")
                                + text("B3", "折扣")
                                + number("C3", "5.0000000000000003E-2", TestWorkbook.PERCENT)
                                + number("D3", "2", TestWorkbook.DAYS)
                                + "</row>");
        assertThat(imported(coupons, "coupons.csv").csv()).hasValue("""
                \uFEFF券码,类型,面额,有效期,名称
                NEW20,金额,¥20,7天,"满减, ""新客""\"
                CART5,折扣,5%,2天,
                """);

        TestWorkbook calendar = new TestWorkbook()
                .sheet(
                        "2026",
                        "<row r=\"1\">" + text("A1", "日期") + "</row><row r=\"2\">"
                                + number("A2", "46069", TestWorkbook.DATE) + "</row><row r=\"3\">"
                                + number("A3", "46117", TestWorkbook.CHINESE_DATE) + "</row>");
        assertThat(imported(calendar, "calendar/cn-2026.csv").csv()).hasValue("\uFEFF日期\n2026-02-16\n2026-04-05\n");
    }

    @Test
    void a_wrong_cell_is_named_with_its_sheet() {
        TestWorkbook workbook =
                new TestWorkbook().table("沉睡", "state|orders|days_since_order", "new|0|", "dormant||30..x", "沉水||");

        assertThat(texts(imported(workbook, "lifecycle.csv")))
                .containsExactly(
                        "规则.xlsx 沉睡!C3 \"x\" should be a whole number, like 30.",
                        "规则.xlsx 沉睡!A4 There is no lifecycle state \"沉水\". Did you mean \"沉睡\"?");
    }

    @Test
    void formulas_errors_and_merged_cells_are_refused_with_their_cells() {
        TestWorkbook workbook = new TestWorkbook()
                .sheet(
                        "s",
                        "<row r=\"1\">" + text("A1", "state") + text("B1", "orders")
                                + "</row><row r=\"2\">" + text("A2", "new")
                                + "<c r=\"B2\"><f>1+1</f><v>2</v></c></row><row r=\"3\">"
                                + text("A3", "lost") + "<c r=\"B3\" t=\"e\"><v>#REF!</v></c></row><row r=\"4\">"
                                + text("A4", "active")
                                + "</row>",
                        "<mergeCells count=\"1\"><mergeCell ref=\"B3:B4\"/></mergeCells>");

        assertThat(texts(imported(workbook, "lifecycle.csv")))
                .contains(
                        "规则.xlsx s!B2 This cell holds a formula, of which the file keeps only a former result. Paste its"
                                + " value instead (Paste Special, Values).")
                .contains("规则.xlsx s!B3 This cell shows an error.")
                .contains(
                        "规则.xlsx s!B3 The cells B3:B4 are merged, and only the first of them holds anything. Unmerge them"
                                + " and fill in each.");
    }

    @Test
    void a_range_of_which_the_spreadsheet_made_a_date_is_named() {
        TestWorkbook workbook = new TestWorkbook()
                .sheet(
                        "s",
                        "<row r=\"1\">" + text("A1", "state") + text("B1", "orders") + "</row><row r=\"2\">"
                                + text("A2", "new") + number("B2", "46086", TestWorkbook.DATE) + "</row>");

        assertThat(texts(imported(workbook, "lifecycle.csv")))
                .containsExactly("规则.xlsx s!B2 \"2026-03-05\" is a date: a spreadsheet made it of what was typed."
                        + " Write a range with dots, like 3..5.");
    }

    @Test
    void the_sheet_is_named_where_there_are_several() {
        TestWorkbook workbook = new TestWorkbook()
                .table("生命周期", "state|orders", "new|1")
                .table("优惠券", "code|kind|value|valid", "A|shipping||7 days");

        assertThat(texts(imported(workbook, "coupons.csv")))
                .containsExactly("规则.xlsx This workbook has the sheets 生命周期, 优惠券. Say which one to take with --sheet.");
        assertThat(texts(imported(workbook, "优惠卷", "coupons.csv")))
                .containsExactly("规则.xlsx There is no sheet \"优惠卷\". This workbook has the sheets 生命周期, 优惠券."
                        + " Did you mean \"优惠券\"?");
        assertThat(imported(workbook, "优惠券", "coupons.csv").csv()).isPresent();
    }

    @Test
    void hidden_rows_are_taken_and_said() {
        TestWorkbook workbook = new TestWorkbook()
                .sheet(
                        "s",
                        "<row r=\"1\">" + text("A1", "state") + "</row>" + "<row r=\"2\" hidden=\"1\">"
                                + text("A2", "new") + "</row>");

        Imported imported = imported(workbook, "lifecycle.csv");

        assertThat(imported.csv()).hasValue("\uFEFFstate\nnew\n");
        assertThat(imported.problems())
                .extracting(Problem::toString)
                .containsExactly("规则.xlsx s!A2 Hidden rows were taken too: 2.");
    }

    @Test
    void a_sheet_without_rows_is_no_grid() {
        assertThat(texts(imported(new TestWorkbook().table("s", "state|orders"), "lifecycle.csv")))
                .containsExactly("规则.xlsx The sheet has no rows below its titles.");
    }

    @Test
    void only_grids_of_a_book_can_be_made() {
        assertThat(List.of("lifecycle.csv", "coupons.csv", "rfm.csv", "calendar/cn-2027.csv"))
                .allMatch(GridImport::isGrid);
        assertThat(List.of(
                        "policy.yaml",
                        "../lifecycle.csv",
                        "calendar/../x.csv",
                        "calendar/a/b.csv",
                        "/tmp/lifecycle.csv"))
                .noneMatch(GridImport::isGrid);
    }
}
