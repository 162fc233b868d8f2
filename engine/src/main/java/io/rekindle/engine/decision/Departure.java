package io.rekindle.engine.decision;

/** A touchpoint about to leave: which step of which entry it is of. */
public record Departure(String touchpoint, String campaign, String entry, String step) {}
