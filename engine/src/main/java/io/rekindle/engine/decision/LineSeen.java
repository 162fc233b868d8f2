package io.rekindle.engine.decision;

/**
 * How one line of a rule file stood for one customer.
 *
 * @param file the rule file, below the rule book's directory
 * @param line the line in the file, from 1
 * @param group 0 for a line that must hold by itself, else the number of the "any of" group it belongs to
 * @param seen the value the line saw, for people
 */
public record LineSeen(String file, int line, int group, String text, boolean holds, String seen) {}
