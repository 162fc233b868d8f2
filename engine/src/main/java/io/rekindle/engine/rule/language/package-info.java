/** Step 4 of the path: reads a rule book's files, in whatever order a person would, and says what is wrong with them. */
@NullMarked
package io.rekindle.engine.rule.language;

import org.jspecify.annotations.NullMarked;
