package io.rekindle.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rekindle.tracking}: what readers of messages do that we hear of.
 *
 * @param clicks links in the pages of e-mails that are followed; by default wherever {@code rekindle.public-url} is set
 * @param opens whether e-mails are looked at, which readers do not choose to tell: off by default
 * @param sms links in text messages too, which grow long by it: off by default
 */
@ConfigurationProperties("rekindle.tracking")
public record TrackingSettings(
        @Nullable Boolean clicks,
        @DefaultValue("false") boolean opens,
        @DefaultValue("false") boolean sms) {}
