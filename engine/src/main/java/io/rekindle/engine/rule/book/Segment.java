package io.rekindle.engine.rule.book;

import java.util.List;

/** A named condition. */
public record Segment(String name, Label label, List<Clause> clauses) {

    public Segment {
        clauses = List.copyOf(clauses);
    }

    /** What it asks of the facts. */
    public Condition condition() {
        return new Condition.All(clauses.stream().map(Clause::condition).toList());
    }
}
