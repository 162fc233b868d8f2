package io.rekindle.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Whether anything is sent: off until somebody turns it on. */
@ConfigurationProperties("rekindle.sending")
public record SendingSettings(@DefaultValue("off") SendingMode mode) {}
