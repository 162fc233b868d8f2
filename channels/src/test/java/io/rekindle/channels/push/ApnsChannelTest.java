package io.rekindle.channels.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.pushy.apns.auth.ApnsVerificationKey;
import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.ValidatingPushNotificationHandlerFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.rekindle.channels.ClosedPort;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An APNs server on loopback, over HTTP/2 and TLS. */
class ApnsChannelTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final String TOPIC = "example.shop.app";
    private static final String TOKEN = "a1".repeat(32);
    private static final String TOUCHPOINT = "01951111-2222-7333-8444-555566667777";
    private static final KeyPair KEYS = keys();

    /** Shared, since each takes two seconds to end; the only kind that the client knows. */
    @SuppressWarnings("deprecation")
    private static final EventLoopGroup LOOPS = new NioEventLoopGroup(4);

    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private MockApnsServer server;
    private ApnsChannel channel;

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String p8(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(ApnsChannelTest.class.getResourceAsStream("/apns/" + name), name);
    }

    private static ApnsSettings settings(int port, Duration requestTimeout, KeyPair keys) {
        return new ApnsSettings(
                "TEAM123456",
                "KEY1234567",
                p8(keys),
                TOPIC,
                "localhost",
                port,
                Duration.ofHours(6),
                1,
                LIMIT,
                requestTimeout);
    }

    private void connect(int port, Duration requestTimeout, KeyPair keys) {
        channel = new ApnsChannel(
                settings(port, requestTimeout, keys), Clock.systemUTC(), builder -> builder.setEventLoopGroup(LOOPS)
                        .setTrustedServerCertificateChain(file("certificate.pem")));
    }

    /** A server that checks who signed and for what, and then does as it is told. */
    private int start(PushNotificationHandler more) throws Exception {
        var key = new ApnsVerificationKey("KEY1234567", "TEAM123456", (ECPublicKey) KEYS.getPublic());
        var validating = new ValidatingPushNotificationHandlerFactory(
                Map.of(TOPIC, Set.of(TOKEN)), Map.of(), Map.of("KEY1234567", key), Map.of(key, Set.of(TOPIC)));
        server = new MockApnsServerBuilder()
                .setEventLoopGroup(LOOPS)
                .setServerCredentials(file("certificate.pem"), file("key.pem"), null)
                .setHandlerFactory(session -> {
                    PushNotificationHandler checks = validating.buildHandler(session);
                    return (given, payload) -> {
                        var one = new HashMap<String, String>();
                        given.forEach(header -> one.put(
                                header.getKey().toString(), header.getValue().toString()));
                        headers.add(one);
                        payloads.add(payload.toString(StandardCharsets.UTF_8));
                        more.handlePushNotification(given, payload);
                        checks.handlePushNotification(given, payload);
                    };
                })
                .build();
        return server.start(0).get();
    }

    private int start() throws Exception {
        return start((given, payload) -> {});
    }

    @AfterAll
    static void end() {
        var unused = LOOPS.shutdownGracefully();
    }

    @AfterEach
    void stop() throws Exception {
        if (channel != null) {
            channel.close();
        }
        if (server != null) {
            server.shutdown().get();
        }
    }

    private Answer deliver(String token, String text, long tooOldAt) {
        var to = new ContactPoint(ChannelName.PUSH, "apns:" + token);
        return channel.deliver(new Message(TOUCHPOINT, to, new Content("回归立减15元", text, null), "zh", "", tooOldAt));
    }

    private Answer deliver() {
        return deliver(TOKEN, "12月3日前有效", Long.MAX_VALUE);
    }

    @Test
    void apple_knows_our_signature_and_gets_the_touchpoint_as_id_and_collapse_id() throws Exception {
        connect(start(), LIMIT, KEYS);

        assertThat(deliver()).isEqualTo(new Answer.Accepted(TOUCHPOINT));

        assertThat(headers).hasSize(1);
        assertThat(headers.get(0))
                .containsEntry(":path", "/3/device/" + TOKEN)
                .containsEntry("apns-id", TOUCHPOINT)
                .containsEntry("apns-collapse-id", TOUCHPOINT)
                .containsEntry("apns-topic", TOPIC)
                .containsEntry("apns-push-type", "alert")
                .hasEntrySatisfying("authorization", token -> assertThat(token).startsWith("bearer "));
        assertThat(payloads.get(0))
                .contains("\"title\":\"回归立减15元\"", "\"body\":\"12月3日前有效\"")
                .contains("\"touchpoint\":\"" + TOUCHPOINT + "\"");
    }

    @Test
    void apple_forgets_it_when_nobody_wants_it_any_more() throws Exception {
        connect(start(), LIMIT, KEYS);
        long now = System.currentTimeMillis();

        deliver(TOKEN, "text", Instant.ofEpochMilli(now).plusSeconds(600).toEpochMilli());
        deliver(TOKEN, "text", Instant.ofEpochMilli(now).plusSeconds(86_400).toEpochMilli());

        assertThat(expires(0)).isBetween(now / 1000 + 590, now / 1000 + 610);
        assertThat(expires(1)).isBetween(now / 1000 + 21_590, now / 1000 + 21_660);
    }

    private long expires(int request) {
        return Long.parseLong(headers.get(request).get("apns-expiration"));
    }

    @ParameterizedTest
    @CsvSource({
        "UNREGISTERED,true",
        "BAD_DEVICE_TOKEN,true",
        "DEVICE_TOKEN_NOT_FOR_TOPIC,false",
        "TOPIC_DISALLOWED,false",
        "PAYLOAD_TOO_LARGE,false"
    })
    void a_refusal_is_for_good_and_only_a_device_that_is_gone_is_bad(RejectionReason reason, boolean addressIsBad)
            throws Exception {
        connect(
                start((given, payload) -> {
                    throw new RejectedNotificationException(reason);
                }),
                LIMIT,
                KEYS);

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.addressIsBad()).isEqualTo(addressIsBad);
            assertThat(rejected.why()).startsWith("APNs answered 4").doesNotContain(TOKEN);
        });
        assertThat(headers).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOO_MANY_REQUESTS",
                "INTERNAL_SERVER_ERROR",
                "SERVICE_UNAVAILABLE",
                "SHUTDOWN",
                "EXPIRED_PROVIDER_TOKEN"
            })
    void a_busy_apple_is_tried_later_after_one_request(RejectionReason reason) throws Exception {
        connect(
                start((given, payload) -> {
                    throw new RejectedNotificationException(reason);
                }),
                LIMIT,
                KEYS);

        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        assertThat(headers).hasSize(1);
    }

    @Test
    void a_wrong_key_of_ours_costs_no_message() throws Exception {
        connect(start(), LIMIT, keys());

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.why())
                .contains("check the push channel's APNs key"));
    }

    @Test
    void a_line_that_is_cut_after_the_request_leaves_it_in_doubt() throws Exception {
        var line = new CuttingProxy[1];
        try (var proxy = new CuttingProxy(start((given, payload) -> line[0].cut()))) {
            line[0] = proxy;
            connect(proxy.port(), LIMIT, KEYS);

            assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
            assertThat(headers).hasSize(1);
        }
    }

    @Test
    void a_server_that_read_it_and_then_fell_silent_leaves_it_in_doubt() throws Exception {
        var line = new CuttingProxy[1];
        try (var proxy = new CuttingProxy(start((given, payload) -> line[0].mute()))) {
            line[0] = proxy;
            connect(proxy.port(), SHORT, KEYS);

            assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
            assertThat(headers).hasSize(1);
        }
    }

    @Test
    void a_server_that_is_not_there_is_tried_later() throws Exception {
        try (var gone = new ClosedPort()) {
            connect(gone.port(), SHORT, KEYS);

            assertThat(deliver()).isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    void what_was_given_up_while_no_connection_stood_never_leaves() throws Exception {
        var server = new CuttingProxy(start());
        try (server) {
            server.mute(); // the handshake never ends
            connect(server.port(), Duration.ofSeconds(1), KEYS);

            assertThat(deliver()).isInstanceOf(Answer.Later.class);
            var notification = new ApnsNotification(TOKEN, TOPIC, message(), Instant.now());
            assertThat(notification.giveUp()).isTrue();
            assertThatThrownBy(notification::getToken).isInstanceOf(IllegalStateException.class);
            assertThat(headers).isEmpty();
        }
    }

    private static Message message() {
        var to = new ContactPoint(ChannelName.PUSH, "apns:" + TOKEN);
        return new Message(TOUCHPOINT, to, new Content("title", "text", null), "en");
    }

    @Test
    void a_server_that_nobody_trusts_gets_no_request() throws Exception {
        channel = new ApnsChannel(
                settings(start(), SHORT, KEYS), Clock.systemUTC(), builder -> builder.setEventLoopGroup(LOOPS));

        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        assertThat(headers).isEmpty();
    }

    @Test
    void a_message_too_long_for_apple_is_not_sent() throws Exception {
        connect(start(), LIMIT, KEYS);

        assertThat(deliver(TOKEN, "长".repeat(1400), Long.MAX_VALUE)).isInstanceOf(Answer.Rejected.class);
        assertThat(headers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "a1", "../../etc", "a1a1?x=1"})
    void what_is_no_device_token_is_bad(String token) throws Exception {
        connect(start(), LIMIT, KEYS);

        assertThat(deliver(token, "text", Long.MAX_VALUE))
                .isEqualTo(new Answer.Rejected("not a device token of APNs", true));
        assertThat(headers).isEmpty();
    }

    @Test
    void settings_are_held_to_what_apple_takes_and_print_no_key() {
        assertThatThrownBy(() ->
                        new ApnsSettings("T", "K", "secret stuff", TOPIC, "localhost", 443, LIMIT, 1, LIMIT, LIMIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret stuff");
        assertThat(settings(443, LIMIT, KEYS).toString()).doesNotContain("PRIVATE", "KEY1234567");
    }
}
