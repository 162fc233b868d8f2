/** Step 4 of the path: what looks wrong in a book that can be used all the same. */
@NullMarked
package io.rekindle.engine.rule.check;

import org.jspecify.annotations.NullMarked;
