/** Text messages through any provider that takes one HTTP request a message, described by settings alone. */
@NullMarked
package io.rekindle.channels.sms.gateway;

import org.jspecify.annotations.NullMarked;
