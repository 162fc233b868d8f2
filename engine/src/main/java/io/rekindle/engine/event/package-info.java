/** Step 2 of the reading order: what happened, and when; each event is stored once. */
@NullMarked
package io.rekindle.engine.event;

import org.jspecify.annotations.NullMarked;
