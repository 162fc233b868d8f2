/**
 * Step 4 of the path, first half: what a rule book says, once read; pure values, free of files, YAML and Drools.
 *
 * <p>Money is in minor units (hundredths) of the book's one currency unless a name says micros (millionths).
 */
@NullMarked
package io.rekindle.engine.rule.book;

import org.jspecify.annotations.NullMarked;
