package io.rekindle.engine.rule.book;

import java.util.List;

/** A group of lines ({@code any of:}) of which at least one must hold. */
public record AnyOf(List<Line> lines) implements Clause {

    public AnyOf {
        lines = List.copyOf(lines);
    }

    @Override
    public Condition condition() {
        return new Condition.Any(lines.stream().map(Line::condition).toList());
    }
}
