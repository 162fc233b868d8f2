package io.rekindle.settings;

import io.rekindle.channels.sms.gateway.GatewaySettings;
import io.rekindle.channels.sms.gateway.Outcome;
import io.rekindle.channels.sms.gateway.Outcome.Meaning;
import io.rekindle.channels.sms.gateway.Signature;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.sms.gateway}: a provider in words; set once {@code url} is. */
public record SmsGateway(
        @DefaultValue("") String url,
        @DefaultValue Map<String, String> headers,
        @DefaultValue Map<String, String> form,
        @Nullable String json,
        @DefaultValue Map<String, String> values,
        @Nullable String secret,
        @Nullable Path secretFile,
        @Nullable Sign sign,
        @DefaultValue Answers answer,
        @Nullable SmsCallbacks callbacks,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @Nullable Carries carries) {

    /** {@code sign}: what is signed, and how. */
    public record Sign(
            @DefaultValue("hmac-sha256") Signature.Algorithm algorithm,
            @DefaultValue("{fields}") String over,
            @DefaultValue("{secret}") String key,
            @DefaultValue("hex") Signature.Encoding encoding) {}

    /** {@code answer}: where code and id stand, and which codes mean what. */
    public record Answers(
            @DefaultValue("/code") String code,
            @DefaultValue("") String id,
            @DefaultValue Map<Meaning, Set<String>> codes,
            @DefaultValue("in-doubt") Meaning otherCodes) {}

    public boolean isSet() {
        return !url.isBlank();
    }

    GatewaySettings gateway() {
        String key = Secret.of(secret, secretFile);
        return new GatewaySettings(
                url,
                headers,
                form,
                json,
                values,
                key == null ? "" : key,
                sign == null ? null : new Signature(sign.algorithm(), sign.over(), sign.key(), sign.encoding()),
                new Outcome(answer.code(), answer.id(), answer.codes(), answer.otherCodes()),
                zone,
                connectTimeout,
                requestTimeout);
    }

    Duration longest() {
        return connectTimeout.plus(requestTimeout);
    }

    /** Without anything that may hold a key. */
    @Override
    public String toString() {
        return "SmsGateway[" + (isSet() ? "set" : "not set") + "]";
    }
}
