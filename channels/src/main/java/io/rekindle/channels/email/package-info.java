/** E-mail over SMTP, and what mail servers report back. */
@NullMarked
package io.rekindle.channels.email;

import org.jspecify.annotations.NullMarked;
