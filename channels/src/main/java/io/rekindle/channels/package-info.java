/** Who carries a message: one package for each channel, each behind the engine's delivery port. */
@NullMarked
package io.rekindle.channels;

import org.jspecify.annotations.NullMarked;
