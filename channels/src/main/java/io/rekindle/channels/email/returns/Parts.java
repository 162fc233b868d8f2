package io.rekindle.channels.email.returns;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** A mail from a stranger taken apart: so much of it, so deep, so many parts, and what cannot be read left out. */
final class Parts {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_TEXT = 64 * 1024;
    private static final int MOST_PARTS = 50;
    private static final int DEEPEST = 5;
    private static final int MOST_VALUES = 20;
    private static final Session SESSION = Session.getInstance(new Properties());

    private record Found(String type, String text) {}

    private final MimeMessage mail;
    private final byte[] start;
    private final List<Found> found = new ArrayList<>();

    private Parts(MimeMessage mail, byte[] start) {
        this.mail = mail;
        this.start = start;
    }

    /** Takes a mail apart; of a long one, its start: reports stand before the letter that they return. */
    static Parts of(InputStream raw) throws IOException {
        byte[] start = raw.readNBytes(MOST_BYTES);
        try {
            var parts = new Parts(new MimeMessage(SESSION, new ByteArrayInputStream(start)), start);
            parts.collect(parts.mail, 0);
            return parts;
        } catch (MessagingException e) {
            throw new IOException("not a mail", e);
        }
    }

    byte[] start() {
        return start;
    }

    /** The text of the first part of one of the types. */
    Optional<String> first(String... types) {
        return found.stream()
                .filter(part -> Arrays.asList(types).contains(part.type()))
                .map(Found::text)
                .findFirst();
    }

    /** The values of a header field of the mail itself, unfolded. */
    List<String> values(String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null
                    ? List.of()
                    : Arrays.stream(values)
                            .limit(MOST_VALUES)
                            .map(value -> Fields.unfolded(value).strip())
                            .toList();
        } catch (MessagingException e) {
            return List.of();
        }
    }

    private void collect(MimePart part, int depth) {
        if (depth > DEEPEST || found.size() >= MOST_PARTS) {
            return;
        }
        String type = type(part);
        if (!type.startsWith("multipart/")) {
            found.add(new Found(type, text(part)));
            return;
        }
        try {
            var parts = new MimeMultipart(new MimePartDataSource(part));
            for (int i = 0; i < parts.getCount() && found.size() < MOST_PARTS; i++) {
                collect((MimeBodyPart) parts.getBodyPart(i), depth + 1);
            }
        } catch (MessagingException | RuntimeException e) { // a broken multipart: as much as was understood
            found.add(new Found("text/plain", text(part)));
        }
    }

    private static String type(Part part) {
        try {
            return part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        } catch (MessagingException | RuntimeException e) {
            return "text/plain";
        }
    }

    private static String text(Part part) {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException | MessagingException | RuntimeException e) { // it is all in memory: its encoding is broken
            return "";
        }
    }
}
