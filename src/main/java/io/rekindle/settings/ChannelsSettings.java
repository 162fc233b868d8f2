package io.rekindle.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Who carries messages in live mode; a channel without settings carries none, and its messages wait. */
@ConfigurationProperties("rekindle.channels")
public record ChannelsSettings(
        @Nullable Email email,
        @Nullable Sms sms,
        @Nullable Push push,
        @Nullable Robot robot) {

    /** {@code rekindle.channels.sms}: one provider, of two kinds. */
    public record Sms(@Nullable Twilio twilio, @Nullable SmsGateway gateway) {}
}
