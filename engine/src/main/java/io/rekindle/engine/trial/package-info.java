/**
 * Rule tests: an example customer made of events, taken by the real sweep through instants and days in memory, and what must
 * come of it. Stands after {@code sweep}, whose course it is.
 */
@NullMarked
package io.rekindle.engine.trial;

import org.jspecify.annotations.NullMarked;
