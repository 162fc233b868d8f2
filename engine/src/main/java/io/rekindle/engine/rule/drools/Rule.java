package io.rekindle.engine.rule.drools;

import io.rekindle.engine.rule.book.Condition;

/**
 * One rule to be compiled: its question is answered with yes where its condition holds.
 *
 * @param name for people, unique among the rules compiled together
 * @param campaign the campaign it belongs to, or empty
 * @param file and line where it stands in the book; the line is 0 for a whole file
 */
record Rule(int question, String name, String campaign, String file, int line, Condition condition) {}
