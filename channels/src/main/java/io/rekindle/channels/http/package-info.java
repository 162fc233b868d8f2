/** One HTTP request, sent once, and what is certain of its end: what the channels over HTTP have in common. */
@NullMarked
package io.rekindle.channels.http;

import org.jspecify.annotations.NullMarked;
