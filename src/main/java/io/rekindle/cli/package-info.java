/**
 * The command line: one class a verb. Results go to standard output, as text or (with {@code --json}) as one JSON document;
 * progress and problems to standard error. Exit code 0 is done, 1 is "no, and here is why", 2 is a wrong call.
 */
@NullMarked
package io.rekindle.cli;

import org.jspecify.annotations.NullMarked;
