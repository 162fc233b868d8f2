package io.rekindle.channels.email.letter;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.jdkim.api.Headers;

/** A letter's header fields, in the order in which they are written (RFC 5322 §2.2). */
final class Fields implements Headers {

    static final String CRLF = "\r\n";

    private final List<String> lines = new ArrayList<>();

    /**
     * Adds a field.
     *
     * @param value on one line, or folded: each line after the first begins with white space
     */
    void add(String name, String value) {
        String unfolded = value.replace("\r\n ", " ").replace("\r\n\t", " ");
        if (unfolded.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
            throw new IllegalArgumentException("a line break, or a character that is none of ASCII's, in " + name);
        }
        lines.add(name + ": " + value);
    }

    /** Adds a field before all others. */
    void addFirst(String line) {
        lines.add(0, line);
    }

    @Override
    public List<String> getFields() {
        return List.copyOf(lines);
    }

    @Override
    public List<String> getFields(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .toList();
    }

    @Override
    public String toString() {
        return String.join(CRLF, lines) + CRLF;
    }
}
