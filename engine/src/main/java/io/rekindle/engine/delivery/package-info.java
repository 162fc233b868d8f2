/** Step 11 of the reading order: render, re-check, reserve, hand to a channel, settle. */
@NullMarked
package io.rekindle.engine.delivery;

import org.jspecify.annotations.NullMarked;
