package io.rekindle.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON values as events keep them; what PostgreSQL or the facts could not hold is a fault here, with its place. */
final class JsonValues {

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_NAME = 200;
    private static final int DEEPEST = 20;
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("1e12");
    private static final Set<String> AMOUNTS = Set.of("total", "revenue", "value", "amount");

    private final Faults faults;

    JsonValues(Faults faults) {
        this.faults = faults;
    }

    /** The members of an object, without those that are null; empty where there is no object. */
    SortedMap<String, Object> members(@Nullable JsonNode object, String place) {
        SortedMap<String, Object> members = new TreeMap<>();
        if (object == null || object.isNull()) {
            return members;
        }
        if (!object.isObject()) {
            faults.add(place, "type", "this is a JSON object");
            return members;
        }
        members.putAll(object(object, place, 0));
        members.forEach((name, value) -> amount(name, value, place));
        return members;
    }

    private void amount(String name, Object value, String place) {
        if (AMOUNTS.contains(name)
                && value instanceof Number number
                && new BigDecimal(number.toString()).abs().compareTo(LARGEST_AMOUNT) > 0) {
            faults.add(place + "/" + name, "range", "an amount of money is at most a million millions");
        }
    }

    private Map<String, Object> object(JsonNode object, String place, int depth) {
        Map<String, Object> members = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            String inner = place + "/" + name.replace("~", "~0").replace("/", "~1");
            if (name.length() > LONGEST_NAME || !isStorable(name)) {
                faults.add(place, "name", "a name has at most " + LONGEST_NAME + " characters, and no NUL");
                continue;
            }
            Object value = value(member.getValue(), inner, depth + 1);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    private @Nullable Object value(JsonNode node, String place, int depth) {
        if (depth > DEEPEST) {
            faults.add(place, "depth", "values are nested at most " + DEEPEST + " deep");
            return null;
        }
        if (node.isObject()) {
            return object(node, place, depth);
        }
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            for (int index = 0; index < node.size(); index++) {
                Object value = value(node.get(index), place + "/" + index, depth + 1);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
        if (node.isNumber()) {
            return number(node, place);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : text(node.asString(), place);
    }

    private @Nullable Object number(JsonNode node, String place) {
        Number number = node.numberValue();
        if (number instanceof Double real && (real.isInfinite() || real.isNaN())) {
            faults.add(place, "range", "this number is too large");
            return null;
        }
        return number;
    }

    @Nullable
    String text(String text, String place) {
        if (text.length() > LONGEST_TEXT) {
            faults.add(place, "too-long", "a text has at most " + LONGEST_TEXT + " characters");
            return null;
        }
        if (!isStorable(text)) {
            faults.add(place, "invalid-character", "NUL and halves of surrogate pairs cannot be stored");
            return null;
        }
        return text;
    }

    /** Whether PostgreSQL can hold the text. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(sign -> sign == 0 || (sign >= 0xD800 && sign <= 0xDFFF));
    }
}
