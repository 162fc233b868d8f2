/**
 * E-mail over SMTP (RFC 5321), and what mail servers report back.
 *
 * <p>The one thing that must be right here is which end of an attempt is certain. {@link SmtpChannel} says what it answers
 * when; {@link SmtpConnection} keeps, for each transaction, how far it went and what the server replied, so that the answer
 * never rests on the kind of exception a mail library chose to throw.
 */
@NullMarked
package io.rekindle.channels.email;

import org.jspecify.annotations.NullMarked;
