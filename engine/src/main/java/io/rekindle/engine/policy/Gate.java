package io.rekindle.engine.policy;

/**
 * One gate of the policy and how it stood for one message.
 *
 * @param reason what a refusal here is called
 * @param detail what was seen, for people, without personal data
 */
public record Gate(String name, boolean passes, Reason reason, String detail) {}
