package io.rekindle.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all webhooks; their secrets are {@link HookSecrets}.
 *
 * @param tolerance how far a webhook's timestamp may be from our clock, before or after
 */
@ConfigurationProperties("rekindle.webhooks")
public record HookSettings(@DefaultValue("5m") Duration tolerance) {}
