package io.rekindle.channels.sms.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider's API in words. Texts have placeholders: {@code {phone}} in E.164, {@code {phone_digits}} without its plus,
 * {@code {national}} and {@code {country_code}}, {@code {text}}, {@code {touchpoint}} and {@code {id}} (the same without dashes),
 * {@code {timestamp}} and {@code {timestamp_ms}}, {@code {time:yyyyMMddHHmmss}}, {@code {nonce}}, {@code {secret}},
 * {@code {sign}}, and the names of {@code values}. A placeholder that nothing stands for is an error at the start.
 *
 * @param url HTTPS, or HTTP on this machine; placeholders only after the host, and their values encoded
 * @param headers in Latin letters, without {@code {text}}
 * @param form the fields of a form, empty where {@code json} is given
 * @param json the JSON body, or null: placeholders in its strings are filled in and escaped
 * @param values more placeholders: an account, a template's number
 * @param secret for signing, or as {@code {secret}}; empty for none
 * @param zone of {@code {time:…}}
 */
public record GatewaySettings(
        String url,
        Map<String, String> headers,
        Map<String, String> form,
        @Nullable String json,
        Map<String, String> values,
        String secret,
        @Nullable Signature signature,
        Outcome outcome,
        ZoneId zone,
        Duration connectTimeout,
        Duration requestTimeout) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public GatewaySettings {
        headers = Map.copyOf(headers);
        form = Map.copyOf(form);
        values = Map.copyOf(values);
        requirePublicHttps(url);
        if (form.isEmpty() == (json == null)) {
            throw new IllegalArgumentException("an SMS provider takes either a form or JSON");
        }
        if (json != null) {
            requireJson(json);
        }
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || requestTimeout.isNegative()
                || requestTimeout.isZero()) {
            throw new IllegalArgumentException("an SMS time limit must be longer than nothing");
        }
        Stream<String> texts = Stream.of(
                        Stream.of(url), headers.values().stream(), form.values().stream(), Stream.ofNullable(json))
                .flatMap(text -> text);
        requireKnown(texts, values.keySet(), signature == null ? Set.of() : Set.of("sign"));
        UnaryOperator<String> known = valuesOf(values, secret);
        headers.forEach((name, value) -> requireHeader(name, value, known));
        if (signature != null) {
            requireKnown(Stream.of(signature.over()), values.keySet(), Set.of(json == null ? "fields" : "body"));
            requireKnown(Stream.of(signature.key()), values.keySet(), Set.of());
            if (json != null && json.contains("{sign}") && signature.over().contains("{body}")) {
                throw new IllegalArgumentException("a signature over {body} cannot stand in the body");
            }
        }
    }

    /** The address is not repeated where it is wrong: it may hold a key. */
    private static void requirePublicHttps(String url) {
        int path = url.indexOf('/', url.indexOf("//") + 2);
        boolean fits;
        try {
            URI plain = new URI(Placeholders.fill(url, name -> "x"));
            String host = Objects.requireNonNullElse(plain.getHost(), "");
            boolean https = "https".equals(plain.getScheme()) && !host.isEmpty();
            fits = https || ("http".equals(plain.getScheme()) && LOOPBACK.contains(host));
        } catch (URISyntaxException e) {
            fits = false;
        }
        if (!fits
                || !Placeholders.names(path < 0 ? url : url.substring(0, path)).isEmpty()) {
            throw new IllegalArgumentException("an SMS provider is reached by HTTPS at a fixed host");
        }
    }

    private static UnaryOperator<String> valuesOf(Map<String, String> values, String secret) {
        return name -> name.equals("secret") ? secret : values.getOrDefault(name, "x");
    }

    private static void requireHeader(String name, String value, UnaryOperator<String> values) {
        if (Placeholders.names(value).contains("text")) {
            throw new IllegalArgumentException("the text does not fit into a header: " + name);
        }
        try {
            HttpRequest.newBuilder().header(name, Placeholders.fill(value, values));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("headers cannot be called so, or not have that value: " + name);
        }
    }

    private static void requireJson(String json) {
        try {
            JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body for the SMS provider is no JSON at line "
                    + e.getLocation().getLineNr());
        }
    }

    private static void requireKnown(Stream<String> texts, Set<String> values, Set<String> more) {
        Set<String> unknown = new TreeSet<>();
        texts.map(Placeholders::names).forEach(unknown::addAll);
        unknown.removeIf(name ->
                Values.OURS.contains(name) || Values.isTime(name) || values.contains(name) || more.contains(name));
        if (!unknown.isEmpty()) {
            Set<String> known = new TreeSet<>(Values.OURS);
            known.addAll(values);
            known.addAll(more);
            throw new IllegalArgumentException("unknown placeholders for the SMS provider: " + unknown + "; there are "
                    + known + " and {time:yyyyMMddHHmmss}");
        }
    }

    /** The host alone: the rest may hold keys. */
    @Override
    public String toString() {
        return "GatewaySettings["
                + URI.create(Placeholders.fill(url, name -> "x")).getHost() + "]";
    }
}
