package io.rekindle.engine.rule.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The titles of a grid's columns in both languages: how people write them, and the one name that each stands for. */
public final class Titles {

    /** What stands in brackets, as in {@code 消费金额（元）}. */
    private static final Pattern UNIT = Pattern.compile("_?\\([^)]*\\)");

    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> examples = new LinkedHashMap<>();
    private final UnaryOperator<String> others;

    private Titles(Map<String, String> words, UnaryOperator<String> others) {
        this.others = others;
        words.forEach((key, list) -> {
            String[] each = list.split(" ");
            examples.put(key, each[0]);
            for (String word : each) {
                keys.put(squeezed(word), key);
            }
        });
    }

    /**
     * The titles of a grid.
     *
     * @param words Chinese words for a name, separated by spaces, the usual one first
     */
    public static Titles of(Map<String, String> words) {
        return new Titles(words, title -> title);
    }

    /** The same, and a reading of titles that hold a number, such as {@code 近30天访问次数}. */
    public Titles and(UnaryOperator<String> reading) {
        Titles more = new Titles(Map.of(), reading);
        more.keys.putAll(keys);
        more.examples.putAll(examples);
        return more;
    }

    /** The column's name: in lower case, with underscores, whatever the language of the title. */
    String key(String title) {
        String known = keys.get(squeezed(title));
        return known == null ? others.apply(squeezed(title.replace(' ', '_'))) : known;
    }

    /** A Chinese title of that name. */
    Optional<String> example(String key) {
        return Optional.ofNullable(examples.get(key));
    }

    private static String squeezed(String title) {
        return UNIT.matcher(title).replaceAll("").toLowerCase(Locale.ROOT).replace(" ", "");
    }
}
