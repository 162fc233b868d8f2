package io.rekindle.engine.rule.book;

import io.rekindle.engine.fact.LifecycleState;

/** One row of lifecycle.csv: the state it gives, and what its cells ask. */
public record LifecycleRow(LifecycleState state, Label label, Condition condition, int number, String text) {}
