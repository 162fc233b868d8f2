package io.rekindle.engine.rule.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An .xlsx workbook of a test, written out as spreadsheet programs write it: parts of XML in a zip. */
public final class TestWorkbook {

    /** Cell formats by index. */
    public static final int PERCENT = 1;

    public static final int DATE = 2;
    public static final int DAYS = 3;
    public static final int YUAN = 4;
    public static final int CHINESE_DATE = 5;

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final Map<String, String> sheets = new LinkedHashMap<>();

    /** A sheet, from its rows as XML. */
    public TestWorkbook sheet(String name, String rows) {
        return sheet(name, rows, "");
    }

    public TestWorkbook sheet(String name, String rows, String after) {
        sheets.put(name, HEAD + "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData>" + after + "</worksheet>");
        return this;
    }

    /** A sheet of texts; a cell that is a number is one. */
    public TestWorkbook table(String name, String... lines) {
        StringBuilder rows = new StringBuilder();
        for (int row = 1; row <= lines.length; row++) {
            rows.append("<row r=\"").append(row).append("\">");
            String[] cells = lines[row - 1].split("\\|", -1);
            for (int column = 0; column < cells.length; column++) {
                String place = (char) ('A' + column) + "" + row;
                rows.append(
                        cells[column].matches("\\d+(\\.\\d+)?")
                                ? number(place, cells[column], 0)
                                : text(place, cells[column]));
            }
            rows.append("</row>");
        }
        return sheet(name, rows.toString());
    }

    public static String text(String place, String text) {
        return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>"
                + text.replace("<", "&lt;").replace(">", "&gt;") + "</t></is></c>";
    }

    public static String number(String place, String number, int format) {
        return "<c r=\"" + place + "\" s=\"" + format + "\"><v>" + number + "</v></c>";
    }

    /** Another part, or another content of one. */
    public TestWorkbook part(String name, String content) {
        return part(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestWorkbook part(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    public byte[] bytes() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        StringBuilder types = new StringBuilder(
                HEAD
                        + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>");
        StringBuilder relations = new StringBuilder(
                HEAD + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        StringBuilder workbook = new StringBuilder(HEAD + "<workbook " + MAIN + " xmlns:r=\"" + OFFICE + "\"><sheets>");
        int number = 0;
        for (Map.Entry<String, String> sheet : sheets.entrySet()) {
            number++;
            String part = "worksheets/sheet" + number + ".xml";
            types.append("<Override PartName=\"/xl/")
                    .append(part)
                    .append(
                            "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>");
            relations
                    .append("<Relationship Id=\"rId")
                    .append(number)
                    .append("\" Type=\"")
                    .append(OFFICE)
                    .append("/worksheet\" Target=\"")
                    .append(part)
                    .append("\"/>");
            workbook.append("<sheet name=\"")
                    .append(sheet.getKey())
                    .append("\" sheetId=\"")
                    .append(number)
                    .append("\" r:id=\"rId")
                    .append(number)
                    .append("\"/>");
            all.put("xl/" + part, sheet.getValue().getBytes(StandardCharsets.UTF_8));
        }
        relations
                .append("<Relationship Id=\"rId99\" Type=\"")
                .append(OFFICE)
                .append("/styles\" Target=\"styles.xml\"/></Relationships>");
        put(all, "[Content_Types].xml", types + "</Types>");
        put(
                all,
                "_rels/.rels",
                HEAD + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"rId1\" Type=\"" + OFFICE
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        put(all, "xl/_rels/workbook.xml.rels", relations.toString());
        put(all, "xl/workbook.xml", workbook + "</sheets></workbook>");
        put(
                all,
                "xl/styles.xml",
                HEAD + "<styleSheet " + MAIN + "><numFmts count=\"3\">"
                        + "<numFmt numFmtId=\"164\" formatCode=\"0&quot;天&quot;\"/>"
                        + "<numFmt numFmtId=\"165\" formatCode=\"&quot;¥&quot;#,##0.00\"/>"
                        + "<numFmt numFmtId=\"166\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts>"
                        + "<cellXfs count=\"6\"><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
                        + "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>");
        all.putAll(parts);
        return zip(all);
    }

    private static void put(Map<String, byte[]> all, String name, String content) {
        all.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException cannotHappen) {
            throw new UncheckedIOException(cannotHappen);
        }
        return bytes.toByteArray();
    }
}
