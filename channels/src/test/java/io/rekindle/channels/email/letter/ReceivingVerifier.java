package io.rekindle.channels.email.letter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Verifies a letter's signature as a receiver does, written from RFC 6376 §3.4 and §6.1 and sharing nothing with the signer. */
final class ReceivingVerifier {

    private ReceivingVerifier() {}

    /** Whether the first DKIM-Signature, relaxed/relaxed with rsa-sha256, holds. */
    static boolean verifies(String letter, PublicKey key) throws GeneralSecurityException {
        int blank = letter.indexOf("\r\n\r\n");
        List<String> fields = fields(letter.substring(0, blank));
        String signed = fields.stream()
                .filter(field -> name(field).equals("dkim-signature"))
                .findFirst()
                .orElseThrow();
        Map<String, String> tags = tags(signed);
        byte[] body = canonicalBody(letter.substring(blank + 4)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] bodyHash = MessageDigest.getInstance("SHA-256").digest(body);
        if (!Base64.getEncoder().encodeToString(bodyHash).equals(tags.get("bh"))) {
            return false;
        }
        var input = new StringBuilder();
        Map<String, Deque<String>> byName = new HashMap<>();
        fields.forEach(field ->
                byName.computeIfAbsent(name(field), any -> new ArrayDeque<>()).push(field));
        for (String name : tags.get("h").split(":")) {
            Deque<String> left = byName.getOrDefault(name.toLowerCase(Locale.ROOT), new ArrayDeque<>());
            if (!left.isEmpty()) {
                input.append(canonicalField(left.pop())).append("\r\n");
            }
        }
        String unsigned = signed.replaceFirst("(?s)([;\\s]b\\s*=)[^;]*", "$1");
        input.append(canonicalField(unsigned));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(input.toString().getBytes(StandardCharsets.ISO_8859_1));
        return signature.verify(Base64.getDecoder().decode(tags.get("b")));
    }

    static Map<String, String> tags(String field) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : field.substring(field.indexOf(':') + 1).split(";")) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.put(
                        tag.substring(0, equals).strip(),
                        tag.substring(equals + 1).replaceAll("\\s", ""));
            }
        }
        return tags;
    }

    private static List<String> fields(String head) {
        List<String> fields = new ArrayList<>();
        for (String line : head.split("\r\n")) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.set(fields.size() - 1, fields.get(fields.size() - 1) + "\r\n" + line);
            } else {
                fields.add(line);
            }
        }
        return fields;
    }

    private static String name(String field) {
        return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
    }

    private static String canonicalField(String field) {
        String value = field.substring(field.indexOf(':') + 1).replace("\r\n", "");
        return name(field) + ":" + value.replaceAll("[ \t]+", " ").strip();
    }

    private static String canonicalBody(String body) {
        String lines = body.replaceAll("[ \t]+\r\n", "\r\n").replaceAll("[ \t]+", " ");
        String end = lines.replaceAll("(\r\n)+\\z", "");
        return end.isEmpty() ? "" : end + "\r\n";
    }
}
