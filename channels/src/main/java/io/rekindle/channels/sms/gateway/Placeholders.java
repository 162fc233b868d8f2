package io.rekindle.channels.sms.gateway;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of the settings with names in braces: {@code {phone}}, {@code {time:yyyyMMddHHmmss}}. */
final class Placeholders {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9_]*(?::[^{}]+)?)}");

    private Placeholders() {}

    /** The text with each name's value in its place; values are taken as they are, braces and all. */
    static String fill(String text, UnaryOperator<String> values) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    /** The names in the text. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }
}
