/** Push notifications to phones and browsers, and the tokens that died. */
@NullMarked
package io.rekindle.channels.push;

import org.jspecify.annotations.NullMarked;
