/** Step 9 of the path: coupons and money. Limits shared by everybody are kept by one conditional update each. */
@NullMarked
package io.rekindle.engine.offer;

import org.jspecify.annotations.NullMarked;
