package io.rekindle.channels.email.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Named fields as in a header, of which a delivery status, a feedback report and a returned letter's head consist. */
final class Fields {

    private static final int MOST_GROUPS = 20;
    private static final int LONGEST_VALUE = 8_000;
    private static final Pattern BLANK_LINES = Pattern.compile("\n[ \t]*\n");

    private final Map<String, String> values = new HashMap<>();

    private Fields() {}

    /** The first group of the text. */
    static Fields head(String text) {
        List<Fields> groups = groups(text);
        return groups.isEmpty() ? new Fields() : groups.get(0);
    }

    /** Groups of fields with blank lines between them. */
    static List<Fields> groups(String text) {
        List<Fields> groups = new ArrayList<>();
        for (String group : BLANK_LINES.split(text.strip(), MOST_GROUPS + 1)) {
            if (groups.size() < MOST_GROUPS && !group.isBlank()) {
                groups.add(group(group));
            }
        }
        return groups;
    }

    /** The first value of that name. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
    }

    static String unfolded(String value) {
        String bounded = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        return bounded.replaceAll("[\\r\\n]+[ \\t]*", " ");
    }

    private static Fields group(String text) {
        var fields = new Fields();
        for (String line : text.replaceAll("\n[ \t]+", " ").split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.values.putIfAbsent(
                        name, unfolded(line.substring(colon + 1)).strip());
            }
        }
        return fields;
    }
}
