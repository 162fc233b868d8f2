package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridVerbTest {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    @TempDir
    Path directory;

    private Path book;

    @BeforeEach
    void makeBook() throws IOException {
        book = Files.createDirectory(directory.resolve("book"));
    }

    private int grid(String orders, String... more) throws IOException {
        Path workbook = directory.resolve("lifecycle.xlsx");
        workbook(workbook, orders);
        String[] call = {"grid", workbook.toString(), "--to", "lifecycle.csv", "--rules", book.toString()};
        String[] all = java.util.Arrays.copyOf(call, call.length + more.length);
        System.arraycopy(more, 0, all, call.length, more.length);
        return Verbs.run(all);
    }

    private static void workbook(Path file, String orders) throws IOException {
        Map<String, String> parts = Map.of(
                "[Content_Types].xml",
                "<Types xmlns=\"" + PACKAGE + "content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\""
                        + TYPE + "sheet.main+xml\"/></Types>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"" + PACKAGE
                        + "relationships\"><Relationship Id=\"r1\" Target=\"worksheets/a.xml\"/>" + "</Relationships>",
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"状态\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
                "xl/worksheets/a.xml",
                "<worksheet xmlns=\"" + MAIN + "\"><sheetData><row r=\"1\">" + text("A1", "状态") + text("B1", "订单数")
                        + "</row><row r=\"2\">" + text("A2", "新客") + text("B2", orders)
                        + "</row></sheetData></worksheet>");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String text(String place, String text) {
        return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    @Test
    void a_workbook_becomes_a_grid_that_check_reads() throws IOException {
        assertThat(grid("≥1")).isZero();

        assertThat(book.resolve("lifecycle.csv")).hasContent("\uFEFF状态,订单数\n新客,≥1\n");
        assertThat(Verbs.run("check", "--rules", book.toString())).isZero();
    }

    @Test
    void a_grid_that_is_there_is_replaced_only_by_force() throws IOException {
        Files.writeString(book.resolve("lifecycle.csv"), "state\nnew\n");

        assertThat(grid("≥1")).isEqualTo(1);
        assertThat(book.resolve("lifecycle.csv")).hasContent("state\nnew\n");
        assertThat(grid("≥1", "--force")).isZero();
        assertThat(book.resolve("lifecycle.csv")).hasContent("\uFEFF状态,订单数\n新客,≥1\n");
    }

    @Test
    void a_workbook_with_a_wrong_cell_changes_nothing() throws IOException {
        assertThat(grid("many")).isEqualTo(1);

        assertThat(book).isEmptyDirectory();
    }

    @Test
    void another_file_than_a_grid_is_a_wrong_call() {
        assertThat(Verbs.run("grid", "lifecycle.xlsx", "--to", "../x.csv", "--rules", book.toString()))
                .isEqualTo(2);
    }
}
