/** What readers do with messages: they follow links, look at them, and say what they want and what not. */
@NullMarked
package io.rekindle.reader;

import org.jspecify.annotations.NullMarked;
