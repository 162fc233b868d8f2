/** Step 3 of the reading order: all that rules may ask about a customer as of an instant. */
@NullMarked
package io.rekindle.engine.fact;

import org.jspecify.annotations.NullMarked;
