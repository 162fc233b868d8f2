package io.rekindle.engine.rule.sheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The XML parts of a workbook, unpacked under limits and looked through before any reader of workbooks sees them. That reader
 * gets a package made anew of these parts, so what we checked is what it reads.
 */
record Parts(Map<String, byte[]> byName) {

    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final int MOST_ENTRIES = 500;
    private static final int MOST_UNPACKED = 16 * 1024 * 1024;
    /** XML of sheets shrinks to a tenth or a fiftieth; only a bomb shrinks more. */
    private static final int MOST_TIMES = 200;

    private static final int SMALL = 1024 * 1024;
    private static final Pattern STRANGE_NAME = Pattern.compile("(^|/)\\.{1,2}(/|$)|^/|[\\\\:\\p{Cntrl}]|//");
    private static final Pattern OTHER_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"'](?!utf-8[\"'])", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFINITION =
            Pattern.compile("<!\\s*(?:DOCTYPE|ENTITY|ELEMENT)", Pattern.CASE_INSENSITIVE);
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    static Parts of(byte[] file) throws UnusableWorkbook {
        if (file.length > MOST_BYTES) {
            throw new UnusableWorkbook("too-large", "A workbook with a grid has at most 2 MB.");
        }
        if (startsWith(file, OLE2)) {
            throw new UnusableWorkbook(
                    "not-a-workbook", "This is an old or a protected workbook. Save it as .xlsx without a password.");
        }
        if (!startsWith(file, new byte[] {'P', 'K'})) {
            throw new UnusableWorkbook("not-a-workbook", "This is not an .xlsx workbook.");
        }
        try {
            return new Parts(unpacked(file));
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnusableWorkbook("not-a-workbook", "This workbook is damaged: it cannot be unpacked.");
        }
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return file.length >= start.length
                && ByteBuffer.wrap(file, 0, start.length).equals(ByteBuffer.wrap(start));
    }

    private static Map<String, byte[]> unpacked(byte[] file) throws IOException, UnusableWorkbook {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        long total = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (STRANGE_NAME.matcher(name).find() || !names.add(name.toLowerCase(Locale.ROOT))) {
                    throw new UnusableWorkbook(
                            "not-a-workbook",
                            "This file was not made by a spreadsheet program: its parts have odd names.");
                }
                if (names.size() > MOST_ENTRIES) {
                    throw new UnusableWorkbook("too-large", "This workbook has more than " + MOST_ENTRIES + " parts.");
                }
                byte[] part = unpacked(zip, allowed(file.length, total));
                total += part.length;
                if (isNeeded(name)) {
                    checkXml(part);
                    parts.put(name, part);
                }
            }
        }
        return parts;
    }

    private static long allowed(int packed, long total) {
        return Math.min(MOST_UNPACKED, Math.max(SMALL, (long) packed * MOST_TIMES)) - total;
    }

    private static byte[] unpacked(ZipInputStream zip, long most) throws IOException, UnusableWorkbook {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
            part.write(buffer, 0, read);
            if (part.size() > most) {
                throw new UnusableWorkbook("too-large", "This workbook unpacks to far more than a grid needs.");
            }
        }
        return part.toByteArray();
    }

    private static boolean isNeeded(String name) {
        boolean known = name.equals("[Content_Types].xml") || name.startsWith("_rels/") || name.startsWith("xl/");
        return known && (name.endsWith(".xml") || name.endsWith(".rels"));
    }

    /** UTF-8 only, so that nothing hides behind another encoding, and no definitions: nothing is looked up or multiplied. */
    private static void checkXml(byte[] part) throws UnusableWorkbook {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(part))
                    .toString();
        } catch (CharacterCodingException other) {
            text = "\0";
        }
        String start = text.substring(0, Math.min(text.length(), 200)).replace("\uFEFF", "");
        if (text.indexOf('\0') >= 0 || OTHER_ENCODING.matcher(start).find()) {
            throw new UnusableWorkbook(
                    "not-a-workbook", "This file was not made by a spreadsheet program: it is not UTF-8.");
        }
        if (DEFINITION.matcher(text).find()) {
            throw new UnusableWorkbook(
                    "not-a-workbook", "This file was not made by a spreadsheet program: its XML defines entities.");
        }
    }

    /** Whether its cells have formats; some programs write none. */
    boolean hasFormats() {
        byte[] types = byName.getOrDefault("[Content_Types].xml", new byte[0]);
        return new String(types, StandardCharsets.UTF_8).contains("spreadsheetml.styles+xml");
    }

    /** A package of these parts alone. */
    byte[] repacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> part : byName.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
