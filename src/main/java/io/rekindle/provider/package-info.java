/** What providers call back with: each request is verified, read, and handed on as receipts. */
@NullMarked
package io.rekindle.provider;

import org.jspecify.annotations.NullMarked;
