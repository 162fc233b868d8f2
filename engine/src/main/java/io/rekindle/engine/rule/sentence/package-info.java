/** Step 4 of the path: sentences of the catalogue, what they may ask of the facts, and which of them a line is. */
@NullMarked
package io.rekindle.engine.rule.sentence;

import org.jspecify.annotations.NullMarked;
