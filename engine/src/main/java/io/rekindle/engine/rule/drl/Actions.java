package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a raw rule does: its then-part.
 *
 * @param segments the names of the segments to which its customers belong
 * @param neverContact whether its customers get no message
 */
record Actions(List<Token> segments, boolean neverContact) {

    private static final String USAGE = "A then-part holds only actions.segment(\"name\"); and actions.neverContact();";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,59}");

    /** Reads the statements of a then-part; what is wrong with each is among the problems. */
    static Actions read(Tokens then, Problems problems) {
        List<Token> segments = new ArrayList<>();
        boolean never = false;
        if (then.isEmpty()) {
            problems.error(then.peek().where(), "no-action", "This rule does nothing. " + USAGE);
        }
        while (!then.isEmpty()) {
            try {
                never |= statement(then, segments);
            } catch (Refused refused) {
                refused.report(problems);
                then.until(";");
            }
        }
        return new Actions(List.copyOf(segments), never);
    }

    /** Reads one statement; whether it is that customers get no message. */
    private static boolean statement(Tokens then, List<Token> segments) {
        if (!then.peek().is("actions")) {
            throw new Refused(then.peek().where(), "not-an-action", then.peek().shown() + " cannot be done. " + USAGE);
        }
        then.take();
        then.expect(".");
        Token name = then.take();
        boolean segment = name.is("segment");
        if (!segment && !name.is("neverContact")) {
            String nearest = Nearest.of(name.text(), List.of("segment", "neverContact"));
            throw new Refused(
                    name.where(), "unknown-action", "There is no action " + name.shown() + ". " + USAGE, nearest);
        }
        then.expect("(");
        Token argument = segment ? then.take() : name;
        if (segment
                && !(argument.is(Token.Kind.TEXT)
                        && NAME.matcher(argument.text()).matches())) {
            String message = argument.shown() + " should be a name in quotes, of small letters, digits and \"-\".";
            throw new Refused(argument.where(), "bad-name", message);
        }
        then.expect(")");
        then.expect(";");
        if (segment) {
            segments.add(argument);
        }
        return !segment;
    }
}
