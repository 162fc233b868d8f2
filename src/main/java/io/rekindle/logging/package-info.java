/** How log lines are written. */
@NullMarked
package io.rekindle.logging;

import org.jspecify.annotations.NullMarked;
