package io.rekindle.engine.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param title the subject of an e-mail or the title of a push; empty for SMS
 * @param text the plain text; never empty
 * @param html the HTML part of an e-mail, or null
 */
public record Content(String title, String text, @Nullable String html) {}
