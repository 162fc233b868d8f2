/** Text messages by Twilio's Programmable Messaging API, and the delivery callbacks and replies that come back. */
@NullMarked
package io.rekindle.channels.sms;

import org.jspecify.annotations.NullMarked;
