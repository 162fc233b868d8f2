package io.rekindle.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Who carries messages in live mode; a channel without settings carries none, and its messages wait. */
@ConfigurationProperties("rekindle.channels")
public record ChannelsSettings(
        @Nullable Email email, @Nullable Sms sms, @Nullable Push push) {

    /** {@code rekindle.channels.sms}: one provider. */
    public record Sms(@Nullable Twilio twilio) {}
}
