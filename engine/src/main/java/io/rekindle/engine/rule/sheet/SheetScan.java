package io.rekindle.engine.rule.sheet;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of workbooks does not tell of a sheet: cells that are merged, that hold formulas, rows that are hidden; and
 * whether its cells have names that such a reader can bear.
 */
record SheetScan(List<String> merged, List<String> formulas, List<Integer> hiddenRows, List<String> sharedTexts) {

    private static final int MOST_CELLS = 200_000;
    private static final int MOST_AREA = 2_000_000;
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[1-9]\\d{0,6}");
    private static final Pattern RANGE = Pattern.compile("[A-Z]{1,3}[1-9]\\d{0,6}(:[A-Z]{1,3}[1-9]\\d{0,6})?");
    private static final Pattern ROW = Pattern.compile("([1-9]\\d{0,6})?");
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    static SheetScan of(byte[] part) throws UnusableWorkbook {
        SheetScan scan = new SheetScan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Cursor cursor = new Cursor();
        elements(part, xml -> cursor.at(xml, scan));
        if (!cursor.fits) {
            throw new UnusableWorkbook(
                    "too-large", "This sheet has more cells than a sheet can have, or than a grid needs.");
        }
        return scan;
    }

    /** Where in the sheet the scan is. */
    private static final class Cursor {
        private String cell = "";
        private boolean sharesText;
        private int cells;
        private int width;
        private int area;
        private boolean fits = true;

        void at(XMLStreamReader xml, SheetScan scan) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "row" -> row(xml, scan);
                case "c" -> {
                    cell = attribute(xml, "r");
                    sharesText = attribute(xml, "t").equals("s");
                    fits &= ++cells <= MOST_CELLS
                            && (cell.isEmpty() || CELL.matcher(cell).matches());
                    fits &= (area += newColumns()) <= MOST_AREA;
                }
                case "v" -> {
                    if (sharesText) {
                        scan.sharedTexts.add(xml.getElementText().strip());
                    }
                }
                case "f" -> scan.formulas.add(cell);
                case "mergeCell" -> {
                    fits &= RANGE.matcher(attribute(xml, "ref")).matches();
                    scan.merged.add(attribute(xml, "ref"));
                }
                default -> {}
            }
        }

        /** How much wider the cell makes its row: readers keep a place for every column before it. */
        private int newColumns() {
            int column = 0;
            for (int index = 0; index < cell.length() && cell.charAt(index) >= 'A'; index++) {
                column = column * 26 + cell.charAt(index) - 'A' + 1;
            }
            int wider = Math.max(0, column - width);
            width += wider;
            return wider;
        }

        private void row(XMLStreamReader xml, SheetScan scan) {
            width = 0;
            String number = attribute(xml, "r");
            fits &= ROW.matcher(number).matches();
            if (attribute(xml, "hidden").matches("1|true") && !number.isEmpty() && fits) {
                scan.hiddenRows.add(Integer.valueOf(number));
            }
        }
    }

    /** Whether each of its shared texts is among so many: a reader would take one that is not for an empty cell. */
    boolean hasTexts(int count) {
        return sharedTexts.stream()
                .allMatch(index -> index.isEmpty() || (index.matches("\\d{1,7}") && Integer.parseInt(index) < count));
    }

    /** How many texts the sheets of a workbook share. */
    static int textCount(Map<String, byte[]> parts) throws UnusableWorkbook {
        int[] count = new int[1];
        byte[] types = parts.getOrDefault("[Content_Types].xml", new byte[0]);
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            boolean named = new String(types, StandardCharsets.UTF_8).contains("PartName=\"/" + part.getKey() + "\"");
            if (named && part.getKey().toLowerCase(Locale.ROOT).contains("sharedstrings")) {
                elements(part.getValue(), xml -> count[0] += xml.getLocalName().equals("si") ? 1 : 0);
            }
        }
        return count[0];
    }

    /** Targets by id. */
    static Map<String, String> relations(byte[] part) throws UnusableWorkbook {
        Map<String, String> targets = new HashMap<>();
        elements(part, xml -> {
            if (xml.getLocalName().equals("Relationship")) {
                targets.put(attribute(xml, "Id"), attribute(xml, "Target"));
            }
        });
        return targets;
    }

    /** What is done at the beginning of an element. */
    private interface Step {
        void at(XMLStreamReader xml) throws XMLStreamException;
    }

    private static void elements(byte[] part, Step each) throws UnusableWorkbook {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(part), "UTF-8");
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    each.at(xml);
                }
            }
        } catch (XMLStreamException broken) {
            throw new UnusableWorkbook("not-a-workbook", "This workbook is damaged: a part of it is no XML.");
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        @Nullable String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
