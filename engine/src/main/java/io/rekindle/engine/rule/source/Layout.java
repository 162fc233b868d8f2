package io.rekindle.engine.rule.source;

import io.rekindle.engine.rule.book.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Says in an author's words what a YAML parser could not make sense of. */
final class Layout {

    /** What the parser says, and how an author would. */
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(
                "mapping values are not allowed",
                "There is a second \":\" here. Put what stands after the first one in quotes.");
        WORDS.put("could not find expected ':'", "A \":\" is missing after the name in this line or the one above it.");
        WORDS.put("expected ',' or '}'", "A \",\" or \"}\" is missing before this.");
        WORDS.put("expected ',' or ']'", "A \",\" or \"]\" is missing before this.");
        WORDS.put("cannot start any token", "A value cannot begin with this sign. Put the value in quotes.");
        WORDS.put("unexpected end of stream", "The file ends within quotes or brackets: one is never closed.");
        WORDS.put("escape character", "A \"\\\" means something else within double quotes. Use single quotes.");
        WORDS.put(
                "expected <block end>",
                "This line does not line up with those above it, or a quote above it is closed too early.");
        WORDS.put("are not allowed here", "This cannot stand here. Begin a new line, or put the value in quotes.");
        WORDS.put("node content", "A value is missing here.");
    }

    private Layout() {}

    static Phrase placeOf(String file, String source, MarkedYamlEngineException broken) {
        int line = line(broken);
        boolean wholeLine = isItem(source, line) || startsWithTab(source, line);
        int column =
                wholeLine ? 1 : broken.getProblemMark().map(Mark::getColumn).orElse(0) + 1;
        return Phrase.of(file, line, column, "");
    }

    static String explain(String source, MarkedYamlEngineException broken) {
        int line = line(broken);
        if (startsWithTab(source, line)) {
            return "This line starts with a tab. Use spaces.";
        }
        if (isItem(source, line)) {
            return "This line's spaces at the start don't line up with the list above it. Use two spaces, then \"- \".";
        }
        String problem = broken.getProblem() == null ? "" : broken.getProblem();
        return WORDS.entrySet().stream()
                .filter(words -> problem.contains(words.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("The layout of the file breaks here. Look for a missing quote, bracket or \":\" in this line "
                        + "or the one above it.");
    }

    /** Where the sign is that no rule file may hold, and what it is; the whole file where there is none. */
    static Problem unreadable(String file, String source) {
        int line = 1;
        int column = 1;
        for (int at = 0; at < source.length(); at += Character.charCount(source.codePointAt(at))) {
            int sign = source.codePointAt(at);
            if (!StreamReader.isPrintable(sign)) {
                String message = String.format("Here is an invisible sign (U+%04X): delete it.", sign);
                return new Problem(Problem.Severity.ERROR, file, line, column, null, "yaml", message, null);
            }
            column = sign == '\n' ? 1 : column + 1;
            line += sign == '\n' ? 1 : 0;
        }
        return new Problem(Problem.Severity.ERROR, file, 0, 0, null, "yaml", "This file is too long.", null);
    }

    private static int line(MarkedYamlEngineException broken) {
        return broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static boolean isItem(String source, int line) {
        return text(source, line).strip().startsWith("- ");
    }

    private static boolean startsWithTab(String source, int line) {
        String text = text(source, line);
        return text.substring(0, text.length() - text.stripLeading().length()).contains("\t");
    }

    private static String text(String source, int line) {
        return source.lines().skip(line - 1L).findFirst().orElse("");
    }
}
