package io.rekindle.settings;

import io.rekindle.channels.sms.gateway.CallbackSettings;
import io.rekindle.channels.sms.gateway.CallbackSettings.Meaning;
import io.rekindle.channels.sms.gateway.GatewayCallbacks;
import io.rekindle.channels.sms.gateway.Signature;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rekindle.channels.sms.gateway.callbacks}: what the provider calls back with, in words; set once the secret is.
 *
 * @param answer what the provider wants to hear when a callback was taken
 */
public record SmsCallbacks(
        @Nullable String secret,
        @Nullable Path secretFile,
        @DefaultValue("Authorization") String header,
        @Nullable Sign sign,
        @DefaultValue("") String list,
        @DefaultValue Status status,
        @DefaultValue Reply reply,
        @DefaultValue("") String country,
        @DefaultValue("") String answer) {

    /** {@code sign}: what is signed, how, and where in the body the signature stands, if not in the header. */
    public record Sign(
            @DefaultValue("hmac-sha256") Signature.Algorithm algorithm,
            @DefaultValue("{body}") String over,
            @DefaultValue("{secret}") String key,
            @DefaultValue("hex") Signature.Encoding encoding,
            @DefaultValue("") String at) {}

    /** {@code status}: where a status report says what, and what its words mean. */
    public record Status(
            @DefaultValue("") String id,
            @DefaultValue("") String touchpoint,
            @DefaultValue("") String status,
            @DefaultValue Map<Meaning, Set<String>> words,
            @DefaultValue("ignored") Meaning otherWords) {}

    /** {@code reply}: where a reply says what. */
    public record Reply(
            @DefaultValue("") String id,
            @DefaultValue("") String number,
            @DefaultValue("") String text) {}

    /** What verifies and reads callbacks; empty without a secret. */
    public Optional<GatewayCallbacks> callbacks() {
        return Optional.ofNullable(Secret.of(secret, secretFile))
                .map(shared -> new GatewayCallbacks(new CallbackSettings(
                        shared,
                        header,
                        sign == null ? null : new Signature(sign.algorithm(), sign.over(), sign.key(), sign.encoding()),
                        sign == null ? "" : sign.at(),
                        list,
                        new CallbackSettings.Status(
                                status.id(), status.touchpoint(), status.status(), status.words(), status.otherWords()),
                        new CallbackSettings.Reply(reply.id(), reply.number(), reply.text()),
                        country)));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SmsCallbacks[****]";
    }
}
