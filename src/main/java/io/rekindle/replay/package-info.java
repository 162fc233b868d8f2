/** Days gone by, taken through the same sweep and dispatch on a simulated clock. */
@NullMarked
package io.rekindle.replay;

import org.jspecify.annotations.NullMarked;
