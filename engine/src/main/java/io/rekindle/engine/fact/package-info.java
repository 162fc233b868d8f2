/**
 * Step 3 of the path: all that rules may ask about a customer at an instant.
 *
 * <p>A {@link io.rekindle.engine.fact.History} is the fold of a customer's events, in whatever order they arrived;
 * {@link io.rekindle.engine.fact.Facts} is that history seen as of one instant.
 */
@NullMarked
package io.rekindle.engine.fact;

import org.jspecify.annotations.NullMarked;
