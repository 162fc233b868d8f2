/** The pages for people: what happened, to whom, and why. */
@NullMarked
package io.rekindle.console;

import org.jspecify.annotations.NullMarked;
