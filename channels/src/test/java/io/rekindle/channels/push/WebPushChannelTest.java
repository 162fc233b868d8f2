package io.rekindle.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.interaso.webpush.VapidKeys;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rekindle.channels.ClosedPort;
import io.rekindle.channels.SilentServer;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A push service on loopback and a browser that can read what it is sent. */
class WebPushChannelTest {

    /** Longer than any response takes, and long enough for none. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final VapidKeys KEYS = VapidKeys.generate();
    private static final String TOUCHPOINT = "01951111-2222-7333-8444-555566667777";

    private final Browser browser = new Browser();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private volatile int status = 201;
    private volatile Map<String, String> answerHeaders = Map.of();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(exchange.getRequestBody().readAllBytes());
        headers.add(exchange.getRequestHeaders());
        answerHeaders.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static WebPushChannel channel(boolean allowLoopbackHttp) {
        return channel(allowLoopbackHttp, LIMIT);
    }

    private static WebPushChannel channel(boolean allowLoopbackHttp, Duration requestTimeout) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        byte[] key = KEYS.getPrivateKey().getS().toByteArray();
        byte[] unsigned = new BigInteger(1, key).toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(32, unsigned.length);
        System.arraycopy(unsigned, unsigned.length - length, padded, 32 - length, length);
        return new WebPushChannel(new WebPushSettings(
                base64.encodeToString(KEYS.getApplicationServerKey()),
                base64.encodeToString(padded),
                "mailto:push@shop.example",
                Duration.ofHours(6),
                LIMIT,
                requestTimeout,
                allowLoopbackHttp));
    }

    private static Answer deliver(WebPushChannel channel, String address, String text) {
        var content = new Content("回归立减15元", text, null);
        return channel.deliver(new Message(TOUCHPOINT, new ContactPoint(ChannelName.PUSH, address), content, "zh"));
    }

    private Answer deliver() {
        return deliver(channel(true), subscription(service.getAddress().getPort()), "12月3日前有效");
    }

    private String subscription(int port) {
        return browser.subscription("http://127.0.0.1:" + port + "/push/abc");
    }

    @Test
    void the_browser_reads_title_body_and_touchpoint() throws GeneralSecurityException {
        answerHeaders = Map.of("Location", "https://push.example/m/1");

        assertThat(deliver()).isEqualTo(new Answer.Accepted("https://push.example/m/1"));
        assertThat(browser.decrypt(bodies.get(0)))
                .isEqualTo("{\"title\":\"回归立减15元\",\"body\":\"12月3日前有效\",\"touchpoint\":\"" + TOUCHPOINT + "\"}");
    }

    @Test
    void the_service_learns_who_we_are_how_long_to_keep_it_and_what_it_replaces() throws GeneralSecurityException {
        assertThat(deliver()).isEqualTo(new Answer.Accepted(TOUCHPOINT));

        var sent = headers.get(0);
        assertThat(sent.getFirst("TTL")).isEqualTo("21600");
        assertThat(sent.getFirst("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(sent.getFirst("Topic")).isEqualTo(TOUCHPOINT.replace("-", ""));
        assertThat(sent.getFirst("Authorization")).startsWith("vapid t=");
        String[] token = sent.getFirst("Authorization")
                .replaceAll("vapid t=([^,]+),.*", "$1")
                .split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"sub\":\"mailto:push@shop.example\"", "\"aud\":\"http://127.0.0.1:");
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(KEYS.getPublicKey());
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    }

    @Test
    void the_service_forgets_it_when_nobody_wants_it_any_more() {
        var to = new ContactPoint(
                ChannelName.PUSH, subscription(service.getAddress().getPort()));
        var text = new Content("title", "text", null);
        long now = System.currentTimeMillis();

        channel(true).deliver(new Message(TOUCHPOINT, to, text, "en", "", now + 600_000));
        channel(true).deliver(new Message(TOUCHPOINT, to, text, "en", "", now - 1));

        assertThat(headers.get(0).getFirst("TTL")).matches("59\\d|600");
        assertThat(headers.get(1).getFirst("TTL")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"404,true", "410,true", "400,false", "403,false", "413,false", "307,false"})
    void a_refusal_is_for_good_and_only_a_subscription_that_is_gone_is_bad(int answered, boolean addressIsBad) {
        status = answered;
        answerHeaders = Map.of("Location", "/elsewhere");

        assertThat(deliver()).isEqualTo(new Answer.Rejected("the push service answered " + answered, addressIsBad));
        assertThat(bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_busy_service_is_tried_later_when_it_says(int answered) {
        status = answered;
        answerHeaders = Map.of("Retry-After", "120");

        assertThat(deliver())
                .isEqualTo(new Answer.Later("the push service answered " + answered, Duration.ofMinutes(2)));
        assertThat(bodies).hasSize(1);
    }

    @Test
    void wrong_keys_of_ours_cost_no_message() {
        status = 401;

        assertThat(deliver()).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void a_gateway_that_lost_the_service_leaves_it_in_doubt(int answered) {
        status = answered;

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        assertThat(bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_service_that_read_it_and_then_hung_up_or_fell_silent_leaves_it_in_doubt(boolean hangsUp) throws IOException {
        try (var silent = new SilentServer(hangsUp)) {
            assertThat(deliver(channel(true, hangsUp ? LIMIT : SHORT), subscription(silent.port()), "text"))
                    .isInstanceOf(Answer.InDoubt.class);
            assertThat(silent.requests).hasValue(1);
        }
    }

    @Test
    void a_service_that_is_not_there_is_tried_later() {
        try (var gone = new ClosedPort()) {
            assertThat(deliver(channel(true), subscription(gone.port()), "text"))
                    .isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    void a_message_too_long_for_any_service_is_not_sent() {
        var address = subscription(service.getAddress().getPort());

        assertThat(deliver(channel(true), address, "长".repeat(1400))).isInstanceOf(Answer.Rejected.class);
        assertThat(bodies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://10.1.2.3/x",
                "https://169.254.169.254/latest",
                "https://192.168.0.1/x",
                "https://100.64.0.1/x",
                "https://[::1]/x",
                "https://[fd00::1]/x",
                "https://0.0.0.0/x",
                "https://user@8.8.8.8/x",
                "ftp://8.8.8.8/x"
            })
    void an_endpoint_in_our_own_network_is_refused(String endpoint) {
        assertThat(deliver(channel(false), browser.subscription(endpoint), "text"))
                .isEqualTo(new Answer.Rejected("the push endpoint is not public HTTPS", true));
    }

    @Test
    void plain_http_is_for_loopback_alone_even_where_it_is_allowed() {
        assertThat(deliver(channel(true), browser.subscription("http://8.8.8.8/x"), "text"))
                .isInstanceOf(Answer.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "[]",
                "{\"endpoint\": \"https://push.example/x\"}",
                "{\"endpoint\": \"https://push.example/x\", \"keys\": {\"p256dh\": \"BAAA\", \"auth\": \"AAAA\"}}",
                "{\"endpoint\": \"not a uri\", \"keys\": {}}"
            })
    void what_is_no_subscription_is_bad(String address) {
        assertThat(deliver(channel(true), address, "text"))
                .isEqualTo(new Answer.Rejected("not a push subscription", true));
    }

    @Test
    void a_key_that_is_no_point_of_the_curve_is_no_subscription() {
        byte[] key = new byte[65];
        key[0] = 4;
        key[64] = 7;
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var address = "{\"endpoint\": \"https://push.example/x\", \"keys\": {\"p256dh\": \"%s\", \"auth\": \"%s\"}}"
                .formatted(base64.encodeToString(key), base64.encodeToString(new byte[16]));

        assertThat(deliver(channel(true), address, "text"))
                .isEqualTo(new Answer.Rejected("not a push subscription", true));
    }
}
