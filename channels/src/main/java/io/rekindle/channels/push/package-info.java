/** Push notifications to browsers (Web Push), Apple devices (APNs) and by Firebase (FCM), and the addresses that died. */
@NullMarked
package io.rekindle.channels.push;

import org.jspecify.annotations.NullMarked;
