/** Step 8 of the reading order: evaluate one customer at one instant; composes lifecycle, campaign and policy. */
@NullMarked
package io.rekindle.engine.decision;

import org.jspecify.annotations.NullMarked;
