/** The application around the engine. */
@NullMarked
package io.rekindle;

import org.jspecify.annotations.NullMarked;
