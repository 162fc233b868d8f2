package io.rekindle.engine.rule.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in which the full-width colon of a Chinese keyboard, after a name at the start of a line, counts as a colon; places
 * still refer to what the author typed.
 */
final class Colons {

    private static final Pattern NAMED =
            Pattern.compile("(\\s*(?:- +)*[^\\s:：#'\"\\[\\]{},&*!|>%@`-][^:：#'\"\\[\\]{},]*)：(.*)", Pattern.DOTALL);

    private final String text;
    private final List<String> lines;
    private final int[] starts;
    /** By line: the column of a space that the author did not type. */
    private final Map<Integer, Integer> added;

    private Colons(String text, List<String> lines, int[] starts, Map<Integer, Integer> added) {
        this.text = text;
        this.lines = lines;
        this.starts = starts;
        this.added = added;
    }

    static Colons in(String source) {
        List<String> lines = lines(source);
        int[] starts = new int[lines.size() + 1];
        Map<Integer, Integer> added = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            starts[line + 1] = starts[line] + lines.get(line).length();
            Matcher named = NAMED.matcher(lines.get(line));
            if (!named.matches()) {
                text.append(lines.get(line));
                continue;
            }
            boolean apart = named.group(2).isEmpty()
                    || Character.isWhitespace(named.group(2).charAt(0));
            text.append(named.group(1)).append(apart ? ":" : ": ").append(named.group(2));
            if (!apart) {
                added.put(line, named.group(1).codePointCount(0, named.group(1).length()) + 1);
            }
        }
        return new Colons(text.toString(), lines, starts, added);
    }

    /** The lines with their ends, parted where YAML parts them. */
    private static List<String> lines(String source) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int index = 0; index < source.length(); index++) {
            char letter = source.charAt(index);
            boolean half = letter == '\r' && index + 1 < source.length() && source.charAt(index + 1) == '\n';
            if (!half && (letter == '\n' || letter == '\r')) {
                lines.add(source.substring(from, index + 1));
                from = index + 1;
            }
        }
        lines.add(source.substring(from));
        return lines;
    }

    /** The file as YAML. */
    String text() {
        return text;
    }

    /** The column, from 0, in what the author typed. */
    int column(int line, int column) {
        Integer space = added.get(line);
        return space != null && column > space ? column - 1 : column;
    }

    /** The index in what the author typed. */
    int index(int line, int column) {
        if (line >= lines.size()) {
            return starts[lines.size()];
        }
        String of = lines.get(line);
        int points = Math.min(column(line, column), of.codePointCount(0, of.length()));
        return starts[line] + of.offsetByCodePoints(0, points);
    }
}
