/** Push notifications to browsers by Web Push (RFC 8030), and the subscriptions that died. */
@NullMarked
package io.rekindle.channels.push;

import org.jspecify.annotations.NullMarked;
