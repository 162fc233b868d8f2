package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * What Drools' parser makes of a file. Where the file as a whole cannot be parsed it is parsed rule by rule, so that a mistake in
 * one does not hide those in the others.
 *
 * @param offset the index in the file at which the parsed text begins
 */
record Tree(PackageDescr root, int offset) {

    private static final Pattern PLACE = Pattern.compile("Line (\\d{1,7}):(\\d{1,7})");

    /** The trees of a file; what cannot be parsed is among the problems. */
    static List<Tree> of(String source, List<Token> tokens, Problems problems) {
        Problems whole = new Problems();
        Tree tree = parse(source, 0, source.length(), tokens, whole);
        if (tree != null) {
            return List.of(tree);
        }
        Problems pieces = new Problems();
        List<Tree> trees = new ArrayList<>();
        int from = 0;
        for (Token token : tokens) {
            boolean begins = token.firstOfLine() && token.is("rule") && token.start() > from;
            if (begins || token.is(Token.Kind.END)) {
                Tree piece = parse(source, from, token.start(), tokens, pieces);
                if (piece != null) {
                    trees.add(piece);
                }
                from = token.start();
            }
        }
        problems.addAll(pieces.hasErrors() ? pieces.list() : whole.list());
        return trees;
    }

    private static @Nullable Tree parse(String source, int from, int to, List<Token> tokens, Problems problems) {
        String text = source.substring(from, to);
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr root = parser.parse(false, text.startsWith("\uFEFF") ? " " + text.substring(1) : text);
            if (root != null && !parser.hasErrors()) {
                return new Tree(root, from);
            }
        } catch (DroolsParserException | RuntimeException broken) {
            // Whatever the parser runs into, the author hears of the place.
        }
        Token at = place(text, from, parser.getErrors(), tokens);
        String message = at.is(Token.Kind.END) || at.start() >= to
                ? "The rule breaks off here. A rule reads: rule \"name\" when … then … end."
                : at.shown() + " is not expected here. A rule reads: rule \"name\" when … then … end.";
        problems.error(at.where(), "not-a-rule", message);
        return null;
    }

    /** The token at which the parser stumbled first, or the first of the text. */
    private static Token place(String text, int from, List<DroolsError> errors, List<Token> tokens) {
        int start = from;
        for (DroolsError error : errors) {
            Matcher place = PLACE.matcher(error.getMessage() == null ? "" : error.getMessage());
            if (start == from && place.find()) {
                start = from + index(text, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
            }
        }
        for (Token token : tokens) {
            if (token.start() >= start) {
                return token;
            }
        }
        return tokens.get(tokens.size() - 1);
    }

    private static int index(String text, int line, int column) {
        int start = 0;
        for (int count = 1; count < line; count++) {
            int end = text.indexOf('\n', start);
            start = end < 0 ? text.length() : end + 1;
        }
        return Math.min(start + column, text.length());
    }
}
