package io.rekindle.engine.delivery;

import io.rekindle.engine.rule.book.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Templates that cannot be used, with every place and what is wrong there, in words for their author. */
public final class TemplateException extends RuntimeException {

    private final transient List<Problem> problems;

    TemplateException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    TemplateException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
