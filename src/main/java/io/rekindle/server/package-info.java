/** The HTTP server: Spring put together around an installation, and nothing that decides. */
@NullMarked
package io.rekindle.server;

import org.jspecify.annotations.NullMarked;
