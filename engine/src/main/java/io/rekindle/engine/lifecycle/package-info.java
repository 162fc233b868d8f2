/** Step 5 of the reading order: lifecycle states and the transitions between them. */
@NullMarked
package io.rekindle.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
