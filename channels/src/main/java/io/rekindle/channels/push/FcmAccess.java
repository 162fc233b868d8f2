package io.rekindle.channels.push;

import io.rekindle.channels.http.OneRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens for a service account: a signed claim (RFC 7523) is changed for one, which is used until it is nearly over. */
final class FcmAccess {

    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final Duration CLAIM = Duration.ofMinutes(30);

    /** So long before its end a token is not used any more. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final FcmSettings settings;
    private final PrivateKey key;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Token token = new Token("", Instant.MIN);

    private record Token(String text, Instant until) {}

    FcmAccess(HttpClient http, FcmSettings settings) {
        this.http = http;
        this.settings = settings;
        this.key = Pem.privateKey(settings.privateKey(), "RSA", "the key of the FCM service account");
    }

    /**
     * A token that is good now; one thread fetches it, the others wait no longer than a request may take.
     *
     * @throws IOException if there is none; its message says why, without secrets
     */
    String token(Instant now) throws IOException, InterruptedException {
        Token known = token;
        if (now.isBefore(known.until())) {
            return known.text();
        }
        if (!fetching.tryLock(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("another message waits for the same token");
        }
        try {
            if (!now.isBefore(token.until())) {
                token = fetch(now);
            }
            return token.text();
        } finally {
            fetching.unlock();
        }
    }

    /** A token that FCM did not take is asked for anew. */
    void forget(String refused) {
        if (token.text().equals(refused)) {
            token = new Token("", Instant.MIN);
        }
    }

    private Token fetch(Instant now) throws IOException, InterruptedException {
        String form =
                "grant_type=" + encode("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion=" + claim(now);
        HttpResponse<String> response = OneRequest.send(
                http,
                HttpRequest.newBuilder(settings.tokenUri())
                        .timeout(settings.requestTimeout())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
        if (response.statusCode() != 200) {
            throw new IOException("answered " + response.statusCode() + "; check the FCM service account");
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            String text = body.path("access_token").asString("");
            if (!text.matches("[\\x21-\\x7e]+")) {
                throw new IOException("gave no token");
            }
            return new Token(
                    text, now.plusSeconds(body.path("expires_in").asInt(0)).minus(MARGIN));
        } catch (JacksonException e) {
            throw new IOException("gave no token");
        }
    }

    private String claim(Instant now) {
        String unsigned = part(Map.of("alg", "RS256", "typ", "JWT")) + "."
                + part(Map.of(
                        "iss", settings.clientEmail(),
                        "scope", SCOPE,
                        "aud", settings.tokenUri().toString(),
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(CLAIM).getEpochSecond()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of the FCM service account does not sign", e);
        }
    }

    private static String part(Map<String, Object> json) {
        return base64(JSON.writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
