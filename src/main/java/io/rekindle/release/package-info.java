/** Rule releases at work: evaluators to borrow, and releases of the past to replay under. */
@NullMarked
package io.rekindle.release;

import org.jspecify.annotations.NullMarked;
