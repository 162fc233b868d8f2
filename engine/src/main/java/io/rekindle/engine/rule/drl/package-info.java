/**
 * Step 4 of the path: reads the raw rules of engineers, {@code drl/*.drl}. Their text is parsed, held to the vocabulary and
 * turned into conditions; it is never compiled.
 */
@NullMarked
package io.rekindle.engine.rule.drl;

import org.jspecify.annotations.NullMarked;
