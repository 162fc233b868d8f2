/** The HTTP API under /v1, its errors, and the health of this node. */
@NullMarked
package io.rekindle.api;

import org.jspecify.annotations.NullMarked;
