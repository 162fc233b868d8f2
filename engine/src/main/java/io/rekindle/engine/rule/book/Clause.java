package io.rekindle.engine.rule.book;

import java.util.List;

/** One item of a list of conditions: a line, or a group of lines of which one suffices. */
public sealed interface Clause permits Line, AnyOf {

    /** The lines it is made of, in the order of the file. */
    List<Line> lines();

    /** What it asks of the facts. */
    Condition condition();
}
