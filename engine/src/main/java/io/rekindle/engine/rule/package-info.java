/** Step 4 of the reading order: rule files become sentences, sentences become rules that Drools runs. */
@NullMarked
package io.rekindle.engine.rule;

import org.jspecify.annotations.NullMarked;
