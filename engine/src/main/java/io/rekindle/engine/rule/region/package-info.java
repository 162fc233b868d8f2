/**
 * Step 4 of the path: which customers conditions speak of, as boxes of numbers, and whether there can be such a customer.
 *
 * <p>Nothing is sampled. A box is empty only where that is proven; a question of which the engine does not know how it hangs
 * together with others is taken to be free.
 */
@NullMarked
package io.rekindle.engine.rule.region;

import org.jspecify.annotations.NullMarked;
