package io.rekindle.channels.push;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rekindle.channels.ClosedPort;
import io.rekindle.channels.SilentServer;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Google on loopback: one address gives access tokens, the other takes messages. */
class FcmChannelTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SEND = "/v1/projects/shop-1/messages:send";
    private static final String DEVICE = "cQ1xR-device_token:APA91bExample";
    private static final String TOUCHPOINT = "01951111-2222-7333-8444-555566667777";
    private static final KeyPair KEYS = keys();

    @RegisterExtension
    static final WireMockExtension GOOGLE = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file that Google gives. */
    private static FcmSettings settings(int port, Duration requestTimeout) {
        String key = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        String file = """
                {"type": "service_account", "project_id": "shop-1", "private_key_id": "k1", "private_key": "%s",
                 "client_email": "push@shop-1.iam.gserviceaccount.com", "token_uri": "http://127.0.0.1:%d/token"}
                """.formatted(key, GOOGLE.getPort());
        return FcmSettings.of(file, URI.create("http://127.0.0.1:" + port), Duration.ofHours(6), LIMIT, requestTimeout);
    }

    private final FcmChannel channel = new FcmChannel(settings(GOOGLE.getPort(), LIMIT));

    @BeforeEach
    void google_gives_tokens() {
        gives(aResponse().withBody("{\"access_token\": \"ya29.first\", \"expires_in\": 3599}"));
        answers(aResponse().withBody("{\"name\": \"projects/shop-1/messages/0:1\"}"));
    }

    private static void gives(ResponseDefinitionBuilder response) {
        GOOGLE.stubFor(post(urlEqualTo("/token")).willReturn(response));
    }

    private static void answers(ResponseDefinitionBuilder response) {
        GOOGLE.stubFor(post(urlEqualTo(SEND)).willReturn(response));
    }

    private static void refuses(int status, String googles, String own) {
        answers(aResponse().withStatus(status).withBody("""
                {"error": {"code": %d, "message": "about %s", "status": "%s", "details": [
                  {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "%s"}]}}
                """.formatted(status, DEVICE, googles, own)));
    }

    private static Answer deliver(FcmChannel channel, String device, long tooOldAt) {
        var to = new ContactPoint(ChannelName.PUSH, "fcm:" + device);
        return channel.deliver(
                new Message(TOUCHPOINT, to, new Content("回归立减15元", "12月3日前有效", null), "zh", "", tooOldAt));
    }

    private Answer deliver() {
        return deliver(channel, DEVICE, Long.MAX_VALUE);
    }

    private static JsonNode sent(int request) {
        return JsonMapper.shared()
                .readTree(GOOGLE.findAll(postRequestedFor(urlEqualTo(SEND)))
                        .get(request)
                        .getBodyAsString());
    }

    @Test
    void a_message_is_sent_under_a_token_of_our_account_and_carries_the_touchpoint() {
        assertThat(deliver()).isEqualTo(new Answer.Accepted("projects/shop-1/messages/0:1"));

        GOOGLE.verify(1, postRequestedFor(urlEqualTo(SEND)).withHeader("Authorization", equalTo("Bearer ya29.first")));
        JsonNode message = sent(0).path("message");
        assertThat(message.path("token").asString()).isEqualTo(DEVICE);
        assertThat(message.at("/notification/title").asString()).isEqualTo("回归立减15元");
        assertThat(message.at("/notification/body").asString()).isEqualTo("12月3日前有效");
        assertThat(message.at("/data/touchpoint").asString()).isEqualTo(TOUCHPOINT);
        assertThat(message.at("/android/collapse_key").asString()).isEqualTo(TOUCHPOINT);
        assertThat(message.at("/android/notification/tag").asString()).isEqualTo(TOUCHPOINT);
        assertThat(message.at("/android/ttl").asString()).isEqualTo("21600s");
    }

    @Test
    void google_forgets_it_when_nobody_wants_it_any_more() {
        deliver(channel, DEVICE, System.currentTimeMillis() + 600_000);

        assertThat(sent(0).at("/message/android/ttl").asString()).matches("(59\\d|600)s");
    }

    @Test
    void the_claim_is_signed_by_the_service_account() throws GeneralSecurityException {
        deliver();

        String form =
                GOOGLE.findAll(postRequestedFor(urlEqualTo("/token"))).get(0).getBodyAsString();
        assertThat(form).startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=");
        String[] claim = form.substring(form.indexOf("assertion=") + 10).split("\\.");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEYS.getPublic());
        signature.update((claim[0] + "." + claim[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(claim[2]))).isTrue();
        JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(claim[1]));
        assertThat(claims.path("iss").asString()).isEqualTo("push@shop-1.iam.gserviceaccount.com");
        assertThat(claims.path("scope").asString()).endsWith("/auth/firebase.messaging");
        assertThat(claims.path("aud").asString()).isEqualTo("http://127.0.0.1:" + GOOGLE.getPort() + "/token");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(1800);
    }

    @Test
    void a_token_is_used_until_it_is_nearly_over() {
        deliver();
        deliver();
        GOOGLE.verify(1, postRequestedFor(urlEqualTo("/token")));

        var other = new FcmChannel(settings(GOOGLE.getPort(), LIMIT));
        gives(aResponse().withBody("{\"access_token\": \"ya29.short\", \"expires_in\": 60}"));
        deliver(other, DEVICE, Long.MAX_VALUE);
        deliver(other, DEVICE, Long.MAX_VALUE);
        GOOGLE.verify(3, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void a_token_that_is_refused_is_asked_for_anew() {
        deliver();
        gives(aResponse().withBody("{\"access_token\": \"ya29.second\", \"expires_in\": 3599}"));
        refuses(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR");

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.why())
                .contains("check the FCM service account"));
        deliver();
        GOOGLE.verify(1, postRequestedFor(urlEqualTo(SEND)).withHeader("Authorization", equalTo("Bearer ya29.second")));
    }

    @ParameterizedTest
    @CsvSource({
        "404,NOT_FOUND,UNREGISTERED,true",
        "400,INVALID_ARGUMENT,INVALID_ARGUMENT,true",
        "403,PERMISSION_DENIED,SENDER_ID_MISMATCH,false"
    })
    void a_refusal_is_for_good_and_a_device_that_is_gone_is_bad(
            int status, String googles, String own, boolean addressIsBad) {
        refuses(status, googles, own);

        assertThat(deliver()).isEqualTo(new Answer.Rejected("FCM answered " + status + " " + own, addressIsBad));
        GOOGLE.verify(1, postRequestedFor(urlEqualTo(SEND)));
    }

    @Test
    void a_value_of_ours_that_fcm_does_not_take_says_nothing_of_the_device() {
        answers(aResponse().withStatus(400).withBody("""
                {"error": {"code": 400, "status": "INVALID_ARGUMENT", "details": [
                  {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "INVALID_ARGUMENT"},
                  {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [{"field": "message.android.ttl"}]}]}}
                """));

        assertThat(deliver()).isEqualTo(new Answer.Rejected("FCM answered 400 INVALID_ARGUMENT", false));
    }

    @Test
    void a_page_that_is_not_found_says_nothing_of_the_device() {
        answers(aResponse().withStatus(404).withBody("<html>no such page</html>"));

        assertThat(deliver()).isEqualTo(new Answer.Rejected("FCM answered 404 without a code", false));
    }

    @ParameterizedTest
    @CsvSource({"429,RESOURCE_EXHAUSTED,QUOTA_EXCEEDED", "503,UNAVAILABLE,UNAVAILABLE"})
    void a_busy_google_is_tried_later_when_it_says(int status, String googles, String own) {
        refuses(status, googles, own);
        assertThat(deliver()).isEqualTo(new Answer.Later("FCM answered " + status + " " + own, null));

        answers(aResponse().withStatus(status).withHeader("Retry-After", "90"));
        assertThat(deliver()).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.after())
                .hasSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 408, 302, 200})
    void an_answer_that_decides_nothing_is_in_doubt_after_one_request(int status) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Location", "/elsewhere")
                .withBody("{}"));

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        GOOGLE.verify(1, postRequestedFor(urlEqualTo(SEND)));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_line_that_breaks_after_the_request_leaves_it_in_doubt(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        GOOGLE.verify(1, postRequestedFor(urlEqualTo(SEND)));
    }

    @Test
    void a_server_that_read_it_and_then_fell_silent_leaves_it_in_doubt() throws IOException {
        try (var silent = new SilentServer(false)) {
            var patient = new FcmChannel(settings(silent.port(), Duration.ofSeconds(3)));

            assertThat(deliver(patient, DEVICE, Long.MAX_VALUE)).isInstanceOf(Answer.InDoubt.class);
            assertThat(silent.requests).hasValue(1);
        }
    }

    @Test
    void without_a_token_or_a_connection_it_is_tried_later() {
        try (var gone = new ClosedPort()) {
            assertThat(deliver(new FcmChannel(settings(gone.port(), LIMIT)), DEVICE, Long.MAX_VALUE))
                    .isInstanceOf(Answer.Later.class);
        }

        for (var answer : new ResponseDefinitionBuilder[] {
            aResponse().withStatus(400).withBody("{\"error\": \"invalid_grant\"}"),
            aResponse().withBody("{}"),
            aResponse().withBody("<html>"),
            aResponse().withFault(Fault.EMPTY_RESPONSE)
        }) {
            gives(answer);
            assertThat(deliver()).isInstanceOf(Answer.Later.class);
        }
        GOOGLE.verify(0, postRequestedFor(urlEqualTo(SEND)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a space in the middle", "new\nline in the middle of it"})
    void what_is_no_registration_token_is_bad(String device) {
        assertThat(deliver(channel, device, Long.MAX_VALUE))
                .isEqualTo(new Answer.Rejected("not a registration token of FCM", true));
        GOOGLE.verify(0, postRequestedFor(urlEqualTo(SEND)));
    }

    @Test
    void settings_are_held_to_googles_file_and_print_no_key() {
        URI base = URI.create("https://fcm.googleapis.com");
        assertThatThrownBy(() -> FcmSettings.of("no json, but secret", base, LIMIT, LIMIT, LIMIT))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> FcmSettings.of("{}", base, LIMIT, LIMIT, LIMIT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(settings(443, LIMIT).toString()).isEqualTo("FcmSettings[shop-1]");
    }
}
