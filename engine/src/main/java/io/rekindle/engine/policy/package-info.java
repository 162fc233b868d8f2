/** Step 7 of the reading order: what we may do, whatever the rules want. */
@NullMarked
package io.rekindle.engine.policy;

import org.jspecify.annotations.NullMarked;
