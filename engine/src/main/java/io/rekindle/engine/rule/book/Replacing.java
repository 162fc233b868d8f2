package io.rekindle.engine.rule.book;

import java.util.List;
import java.util.function.Function;

/** Rebuilds a condition with its questions replaced. */
record Replacing(Function<Condition.Question, Condition> replacement) implements Condition.Reader<Condition> {

    @Override
    public Condition all(List<Condition> parts) {
        return new Condition.All(parts);
    }

    @Override
    public Condition any(List<Condition> parts) {
        return new Condition.Any(parts);
    }

    @Override
    public Condition not(Condition part) {
        return new Condition.Not(part);
    }

    @Override
    public Condition ask(Condition.Ask ask) {
        return replacement.apply(ask);
    }

    @Override
    public Condition compare(Condition.Compare compare) {
        return replacement.apply(compare);
    }
}
