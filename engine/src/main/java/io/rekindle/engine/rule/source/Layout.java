package io.rekindle.engine.rule.source;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in an author's words what a YAML parser could not make sense of. */
final class Layout {

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
        if (problem.contains("mapping values are not allowed")) {
            return "There is a second \":\" here. Put what stands after the first one in quotes.";
        }
        if (problem.contains("could not find expected ':'")) {
            return "A \":\" is missing after the name in this line or the one above it.";
        }
        return "The layout of the file breaks here: " + problem + ".";
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
