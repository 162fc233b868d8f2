package io.rekindle.architecture.violation.delivery;

/** What only later steps may know. */
public record SentTooEarly() {}
