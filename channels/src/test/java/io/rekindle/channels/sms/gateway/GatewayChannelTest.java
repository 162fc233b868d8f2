package io.rekindle.channels.sms.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.rekindle.channels.ClosedPort;
import io.rekindle.channels.SilentServer;
import io.rekindle.channels.sms.gateway.Outcome.Meaning;
import io.rekindle.channels.sms.gateway.Signature.Algorithm;
import io.rekindle.channels.sms.gateway.Signature.Encoding;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers in the manners of Chinese aggregators, over real sockets. */
class GatewayChannelTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String TEXT = "【悦买】您的\"券\"{phone}&100%=+够用。拒收请回复R";
    private static final Outcome CODES = new Outcome(
            "/code",
            "/msgId",
            Map.of(
                    Meaning.ACCEPTED, Set.of("0"),
                    Meaning.BAD_NUMBER, Set.of("103"),
                    Meaning.UNSUBSCRIBED, Set.of("120"),
                    Meaning.LATER, Set.of("104", "-2"),
                    Meaning.REJECTED, Set.of("108")),
            Meaning.IN_DOUBT);

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private static GatewaySettings settings(
            String url,
            Map<String, String> headers,
            Map<String, String> form,
            @Nullable String json,
            @Nullable Signature signature) {
        return new GatewaySettings(
                url,
                headers,
                form,
                json,
                Map.of("account", "N100"),
                "top secret",
                signature,
                CODES,
                SHANGHAI,
                LIMIT,
                LIMIT);
    }

    private static GatewaySettings plain(int port) {
        return plain(port, LIMIT);
    }

    private static GatewaySettings plain(int port, Duration requestTimeout) {
        return new GatewaySettings(
                "http://127.0.0.1:" + port + "/send",
                Map.of(),
                Map.of("m", "{national}", "c", "{text}"),
                null,
                Map.of(),
                "",
                null,
                CODES,
                SHANGHAI,
                LIMIT,
                requestTimeout);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + PROVIDER.getPort() + path;
    }

    private static Answer deliver(GatewaySettings settings) {
        return deliver(settings, "+8613800138000");
    }

    private static Answer deliver(GatewaySettings settings, String number) {
        var to = new ContactPoint(ChannelName.SMS, number);
        return new GatewayChannel(settings)
                .deliver(new Message("01951111-2222-7333", to, new Content("", TEXT, null), "zh"));
    }

    private static void answers(ResponseDefinitionBuilder response) {
        PROVIDER.stubFor(post(anyUrl()).willReturn(response));
    }

    private static void answers(String body) {
        answers(aResponse().withBody(body));
    }

    private static LoggedRequest onlyRequest() {
        List<LoggedRequest> requests = PROVIDER.findAll(postRequestedFor(anyUrl()));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static String field(LoggedRequest request, String name) {
        return request.formParameter(name).firstValue();
    }

    private static byte[] hmac(String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("top secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_json_provider_gets_the_text_escaped_and_nothing_filled_in_twice() {
        answers("{\"code\": \"0\", \"msgId\": \"17041010383624511\"}");

        assertThat(deliver(settings(
                        url("/v1/json?t={timestamp}"),
                        Map.of("X-Account", "{account}"),
                        Map.of(),
                        "{\"account\": \"{account}\", \"password\": \"{secret}\", \"phone\": [\"{national}\"],"
                                + " \"msg\": \"{text}\", \"report\": true, \"uid\": \"{id}\"}",
                        null)))
                .isEqualTo(new Answer.Accepted("17041010383624511"));

        LoggedRequest request = onlyRequest();
        assertThat(request.getUrl()).matches("/v1/json\\?t=\\d{10}");
        assertThat(request.getHeader("X-Account")).isEqualTo("N100");
        assertThat(request.getHeader("Content-Type")).startsWith("application/json");
        assertThat(request.getBodyAsString())
                .isEqualTo("{\"account\":\"N100\",\"password\":\"top secret\",\"phone\":[\"13800138000\"],"
                        + "\"msg\":\"【悦买】您的\\\"券\\\"{phone}&100%=+够用。拒收请回复R\",\"report\":true,"
                        + "\"uid\":\"0195111122227333\"}");
    }

    @Test
    void a_form_provider_verifies_an_hmac_over_the_sorted_fields() throws GeneralSecurityException {
        answers("{\"code\": 0}");
        var form = Map.of(
                "mobile", "{country_code}{national}",
                "content", "{text}",
                "appkey", "{account}",
                "ts", "{timestamp_ms}",
                "sign", "{sign}");

        assertThat(deliver(settings(
                        url("/form"),
                        Map.of(),
                        form,
                        null,
                        new Signature(Algorithm.HMAC_SHA256, "{fields}", "{secret}", Encoding.BASE64))))
                .isEqualTo(new Answer.Accepted("01951111-2222-7333"));

        LoggedRequest request = onlyRequest();
        String fields = "appkey=N100&content=" + TEXT + "&mobile=8613800138000&ts=" + field(request, "ts");
        assertThat(field(request, "content")).isEqualTo(TEXT);
        assertThat(field(request, "sign")).isEqualTo(Base64.getEncoder().encodeToString(hmac(fields)));
    }

    @Test
    void an_md5_provider_verifies_account_secret_and_time() throws GeneralSecurityException {
        answers("{\"code\": 0}");
        var form = Map.of("mobile", "{phone}", "time", "{time:yyyyMMddHHmmss}", "key", "{sign}");

        deliver(settings(
                url("/md5"),
                Map.of(),
                form,
                null,
                new Signature(Algorithm.MD5, "{account}{secret}{time:yyyyMMddHHmmss}", "", Encoding.UPPER_HEX)));

        LoggedRequest request = onlyRequest();
        String time = field(request, "time");
        byte[] md5 =
                MessageDigest.getInstance("MD5").digest(("N100top secret" + time).getBytes(StandardCharsets.UTF_8));
        assertThat(field(request, "key"))
                .isEqualTo(HexFormat.of().withUpperCase().formatHex(md5));
        assertThat(LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyyMMddHHmmss"))
                        .atZone(SHANGHAI)
                        .toInstant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(field(request, "mobile")).isEqualTo("+8613800138000");
    }

    @Test
    void a_signature_over_the_json_body_stands_in_a_header_or_the_address() throws GeneralSecurityException {
        answers("{\"code\": 0}");

        deliver(settings(
                url("/sms?sign={sign}"),
                Map.of("X-Sign", "{sign}"),
                Map.of(),
                "{\"to\": \"{phone}\", \"text\": \"{text}\"}",
                new Signature(Algorithm.HMAC_SHA256, "{body}", "{secret}", Encoding.HEX)));

        LoggedRequest request = onlyRequest();
        String sign = HexFormat.of().formatHex(hmac(request.getBodyAsString()));
        assertThat(request.getHeader("X-Sign")).isEqualTo(sign);
        assertThat(request.getUrl()).isEqualTo("/sms?sign=" + sign);
    }

    @Test
    void each_code_means_what_the_settings_say_also_in_an_answer_of_200() {
        answers("{\"code\": 103, \"errorMsg\": \"13800138000 is wrong\"}");
        assertThat(deliver(plain(PROVIDER.getPort())))
                .isEqualTo(new Answer.Rejected("the SMS provider answered 200, code 103", true));

        answers("{\"code\": \"120\"}");
        assertThat(deliver(plain(PROVIDER.getPort())))
                .isEqualTo(new Answer.Rejected("the SMS provider answered 200, code 120", false, true));

        answers("{\"code\": \"108\"}");
        assertThat(deliver(plain(PROVIDER.getPort())))
                .isEqualTo(new Answer.Rejected("the SMS provider answered 200, code 108", false));

        answers(aResponse().withHeader("Retry-After", "3").withBody("{\"code\": -2}"));
        assertThat(deliver(plain(PROVIDER.getPort())))
                .isEqualTo(new Answer.Later("the SMS provider answered 200, code -2", Duration.ofSeconds(3)));
    }

    @Test
    void a_code_that_nobody_described_decides_nothing() {
        answers("{\"code\": 777}");

        assertThat(deliver(plain(PROVIDER.getPort())))
                .isEqualTo(new Answer.InDoubt("the SMS provider answered 200, code 777"));
    }

    @Test
    void a_code_that_is_no_code_is_not_repeated() {
        answers("{\"code\": \"13800138000 said: hello world\"}");

        assertThat(deliver(plain(PROVIDER.getPort())))
                .isEqualTo(new Answer.InDoubt("the SMS provider answered 200, code unreadable"));
    }

    @Test
    void a_provider_that_answers_in_plain_text_is_read_too() {
        var words = new Outcome(
                "", "", Map.of(Meaning.ACCEPTED, Set.of("OK", "0"), Meaning.REJECTED, Set.of("30")), Meaning.IN_DOUBT);
        var settings = new GatewaySettings(
                url("/"), Map.of(), Map.of("m", "{phone}"), null, Map.of(), "", null, words, SHANGHAI, LIMIT, LIMIT);

        answers("OK\n");
        assertThat(deliver(settings)).isInstanceOf(Answer.Accepted.class);
        answers("0");
        assertThat(deliver(settings)).isInstanceOf(Answer.Accepted.class);
        answers("30");
        assertThat(deliver(settings)).isInstanceOf(Answer.Rejected.class);
        answers("<html>busy</html>");
        assertThat(deliver(settings)).isInstanceOf(Answer.InDoubt.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200,InDoubt",
        "302,InDoubt",
        "408,InDoubt",
        "500,InDoubt",
        "502,InDoubt",
        "503,InDoubt",
        "400,Rejected",
        "404,Rejected",
        "401,Later",
        "403,Later",
        "429,Later"
    })
    void without_a_code_the_status_decides_or_nothing_does(int status, String answer) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Location", "/elsewhere")
                .withBody("<html>oops</html>"));

        assertThat(deliver(plain(PROVIDER.getPort())).getClass().getSimpleName())
                .isEqualTo(answer);
        PROVIDER.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void success_in_the_body_of_a_failure_is_in_doubt() {
        answers(aResponse().withStatus(502).withBody("{\"code\": 0}"));

        assertThat(deliver(plain(PROVIDER.getPort()))).isInstanceOf(Answer.InDoubt.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_line_that_breaks_after_the_request_leaves_it_in_doubt(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(deliver(plain(PROVIDER.getPort()))).isInstanceOf(Answer.InDoubt.class);
        PROVIDER.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_provider_that_read_it_and_then_hung_up_or_fell_silent_leaves_it_in_doubt(boolean hangsUp)
            throws IOException {
        try (var server = new SilentServer(hangsUp)) {
            assertThat(deliver(plain(server.port(), hangsUp ? LIMIT : SHORT))).isInstanceOf(Answer.InDoubt.class);
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void a_provider_that_is_not_there_is_tried_later() {
        try (var gone = new ClosedPort()) {
            assertThat(deliver(plain(gone.port()))).isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    void what_is_no_number_is_bad_and_reaches_nobody() {
        assertThat(deliver(plain(PROVIDER.getPort()), "13800138000"))
                .isEqualTo(new Answer.Rejected("not a phone number in E.164", true));
        PROVIDER.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_mistake_in_the_settings_is_said_at_the_start() {
        assertThatThrownBy(() -> settings(url("/"), Map.of(), Map.of("m", "{mobile}"), null, null))
                .hasMessageContaining("unknown placeholders")
                .hasMessageContaining("[mobile]")
                .hasMessageContaining("national");
        assertThatThrownBy(() -> settings(url("/"), Map.of(), Map.of("m", "{sign}"), null, null))
                .hasMessageContaining("sign");
        assertThatThrownBy(() -> settings(url("/"), Map.of(), Map.of("m", "{time:QQQQQQ!}"), null, null))
                .hasMessageContaining("unknown placeholders");
        assertThatThrownBy(() -> settings(url("/"), Map.of(), Map.of(), null, null))
                .hasMessageContaining("either a form or JSON");
        assertThatThrownBy(() -> settings(url("/"), Map.of(), Map.of(), "{\"a\": }", null))
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> settings(url("/"), Map.of("X-Text", "{text}"), Map.of("m", "1"), null, null))
                .hasMessageContaining("X-Text");
        assertThatThrownBy(() -> settings(url("/"), Map.of("X-Sign", "悦买 {secret}"), Map.of("m", "1"), null, null))
                .hasMessageContaining("X-Sign")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> settings("https://sms.example/send?key=k1 ", Map.of(), Map.of("m", "1"), null, null))
                .hasMessageContaining("HTTPS")
                .hasMessageNotContaining("k1");
        assertThatThrownBy(() -> new Outcome("/code", "", Map.of(), Meaning.REJECTED))
                .hasMessageContaining("which of them is success");
        assertThatThrownBy(() -> new Outcome(
                        "", "", Map.of(Meaning.ACCEPTED, Set.of("0"), Meaning.LATER, Set.of("0")), Meaning.REJECTED))
                .hasMessageContaining("stands for two things");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sms.example/send",
                "https://{account}.example/send",
                "ftp://127.0.0.1/send",
                "https:///send",
                "/send"
            })
    void a_provider_is_reached_by_https_at_a_fixed_host(String url) {
        assertThatThrownBy(() -> settings(url, Map.of(), Map.of("m", "{phone}"), null, null))
                .hasMessageContaining("HTTPS");
    }

    @Test
    void settings_print_no_secret() {
        assertThat(settings(url("/send?key=abc"), Map.of(), Map.of("k", "{secret}"), null, null)
                        .toString())
                .doesNotContain("secret", "abc");
    }
}
