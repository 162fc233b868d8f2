/** Step 4 of the path: writes a rule book in a language, and what may be written at all. */
@NullMarked
package io.rekindle.engine.rule.writing;

import org.jspecify.annotations.NullMarked;
