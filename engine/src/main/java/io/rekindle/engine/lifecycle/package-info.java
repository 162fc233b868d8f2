/** Step 5 of the path: the state a customer is in, and the transitions between states. */
@NullMarked
package io.rekindle.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
