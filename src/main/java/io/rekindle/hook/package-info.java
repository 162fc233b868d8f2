/** Webhooks that come in: verified over their raw bytes, made into an event, decided on at once. */
@NullMarked
package io.rekindle.hook;

import org.jspecify.annotations.NullMarked;
