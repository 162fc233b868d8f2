/** Step 4 of the path: rule files as text with places, so that every mistake can be shown where it stands. */
@NullMarked
package io.rekindle.engine.rule.source;

import org.jspecify.annotations.NullMarked;
