/**
 * A message as a letter: MIME, headers by which receivers can trust, answer and stop it, signed (DKIM).
 *
 * <p>A letter is a function of the message, the letterhead and the instant; sending is not known here.
 */
@NullMarked
package io.rekindle.channels.email.letter;

import org.jspecify.annotations.NullMarked;
