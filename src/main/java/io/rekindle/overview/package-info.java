/** What happened, in numbers: one reading for the page and the command line. */
@NullMarked
package io.rekindle.overview;

import org.jspecify.annotations.NullMarked;
