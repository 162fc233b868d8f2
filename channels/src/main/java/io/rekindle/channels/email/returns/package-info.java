/**
 * What comes back by mail after a letter was accepted: reports of failed delivery (RFC 3464), complaints (RFC 5965), and "no
 * more" by mail; read from strangers' bytes, so bounded in everything and trusting only what our own seal proves.
 */
@NullMarked
package io.rekindle.channels.email.returns;

import org.jspecify.annotations.NullMarked;
