package io.rekindle.engine.rule.drl;

import java.util.Map;
import java.util.TreeMap;

/** The functions of an accumulate, {@code $n : count(1)} and {@code $s : sum($v)}, by the names of their results. */
final class Measured {

    private final Map<String, Subject> results = new TreeMap<>();
    /**
     * Reads the functions.
     *
     * @throws Refused at whatever else stands there
     */
    Measured(EventPattern event, Tokens functions) {
        for (Tokens function : functions.split(",")) {
            Token name = function.take();
            function.expect(":");
            Token called = function.take();
            function.expect("(");
            Token of = called.is("count") && function.peek().is(")") ? called : function.take();
            function.expect(")");
            if (!function.isEmpty()) {
                throw function.unexpected("A \",\" or \";\" is expected here");
            }
            if (results.putIfAbsent(name.text(), measure(event, called, of)) != null) {
                throw new Refused(name.where(), "bad-accumulate", name.shown() + " stands here already.");
            }
        }
    }

    private static Subject measure(EventPattern event, Token called, Token of) {
        if (called.is("count") && (of.equals(called) || of.is(Token.Kind.NUMBER))) {
            return event.count(called);
        }
        if (called.is("sum")) {
            return event.sum(called, of);
        }
        String message = called.shown() + " is not used: an accumulate has count(1) and sum($v) only.";
        throw new Refused(called.where(), "bad-accumulate", message);
    }

    /** The result of a function. */
    Subject find(Token name, Subject.Values values) {
        Subject result = results.get(name.text());
        if (result == null || values.called()) {
            String message =
                    name.shown() + " is not counted here: compare " + String.join(", ", results.keySet()) + ".";
            throw new Refused(name.where(), "bad-accumulate", message);
        }
        return result;
    }
}
