/** Step 9 of the reading order: what a coupon promises, and its code from issue to redemption. */
@NullMarked
package io.rekindle.engine.offer;

import org.jspecify.annotations.NullMarked;
