package io.rekindle.channels.robot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.rekindle.channels.ClosedPort;
import io.rekindle.channels.SilentServer;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chats on loopback, each in its own manner. */
class RobotChannelTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);

    @RegisterExtension
    static final WireMockExtension CHAT = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private static RobotChannel channel(Dialect dialect, int port, String secret, Duration requestTimeout) {
        var group = new RobotSettings.Group(dialect, URI.create("http://127.0.0.1:" + port + "/send?key=k1"), secret);
        return new RobotChannel(new RobotSettings(Map.of("vip-care", group), LIMIT, requestTimeout));
    }

    private static Answer deliver(RobotChannel channel, String address) {
        var content = new Content("欧阳晓晓 60 天没下单", "上次买了 <外套> & 围巾", null);
        return channel.deliver(new Message("t-1", new ContactPoint(RobotChannel.NAME, address), content, "zh"));
    }

    private static Answer deliver(Dialect dialect, String secret) {
        return deliver(channel(dialect, CHAT.getPort(), secret, LIMIT), "vip-care");
    }

    private static void answers(ResponseDefinitionBuilder response) {
        CHAT.stubFor(post(anyUrl()).willReturn(response));
    }

    private static LoggedRequest onlyRequest() {
        List<LoggedRequest> requests = CHAT.findAll(postRequestedFor(anyUrl()));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static JsonNode body(LoggedRequest request) {
        return JsonMapper.shared().readTree(request.getBodyAsString());
    }

    private static String hmac(String key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void wecom_gets_title_and_text() {
        answers(aResponse().withBody("{\"errcode\": 0, \"errmsg\": \"ok\"}"));

        assertThat(deliver(Dialect.WECOM, "")).isEqualTo(new Answer.Accepted("t-1"));
        LoggedRequest request = onlyRequest();
        assertThat(request.getUrl()).isEqualTo("/send?key=k1");
        assertThat(body(request).path("msgtype").asString()).isEqualTo("text");
        assertThat(body(request).at("/text/content").asString()).isEqualTo("欧阳晓晓 60 天没下单\n上次买了 <外套> & 围巾");
    }

    @Test
    void dingtalk_finds_its_signature_in_the_address() throws GeneralSecurityException {
        answers(aResponse().withBody("{\"errcode\": 0, \"errmsg\": \"ok\"}"));

        assertThat(deliver(Dialect.DINGTALK, "SEC1")).isInstanceOf(Answer.Accepted.class);
        LoggedRequest request = onlyRequest();
        String time = request.queryParameter("timestamp").firstValue();
        assertThat(Long.parseLong(time)).isCloseTo(System.currentTimeMillis(), within(60_000L));
        assertThat(request.queryParameter("sign").firstValue()).isEqualTo(hmac("SEC1", time + "\nSEC1"));
        assertThat(request.queryParameter("key").firstValue()).isEqualTo("k1");
        assertThat(body(request).at("/text/content").asString()).startsWith("欧阳晓晓");
    }

    @Test
    void feishu_finds_its_signature_in_the_body() throws GeneralSecurityException {
        answers(aResponse()
                .withBody("{\"StatusCode\": 0, \"StatusMessage\": \"success\", \"code\": 0, \"msg\": \"success\"}"));

        assertThat(deliver(Dialect.FEISHU, "SEC1")).isInstanceOf(Answer.Accepted.class);
        JsonNode body = body(onlyRequest());
        String time = body.path("timestamp").asString();
        assertThat(time).hasSize(10);
        assertThat(body.path("sign").asString()).isEqualTo(hmac(time + "\nSEC1", ""));
        assertThat(body.path("msg_type").asString()).isEqualTo("text");
        assertThat(body.at("/content/text").asString()).contains("<外套>");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_robot_without_a_secret_signs_nothing(Dialect dialect) {
        answers(aResponse().withBody("{\"errcode\": 0, \"code\": 0}"));

        assertThat(deliver(dialect, "")).isInstanceOf(Answer.Accepted.class);
        LoggedRequest request = onlyRequest();
        assertThat(request.getUrl()).isEqualTo("/send?key=k1");
        assertThat(body(request).has("sign")).isFalse();
    }

    @Test
    void slack_reads_no_markup_of_ours_as_a_link_or_a_call_to_everybody() {
        answers(aResponse().withBody("ok"));

        assertThat(deliver(Dialect.SLACK, "")).isEqualTo(new Answer.Accepted("t-1"));
        assertThat(body(onlyRequest()).path("text").asString()).endsWith("上次买了 &lt;外套&gt; &amp; 围巾");
    }

    @Test
    void feishu_reads_no_call_to_everybody_in_a_customers_name() {
        answers(aResponse().withBody("{\"code\": 0}"));
        var content = new Content("", "<at user_id=\"all\">Ann</at> < 3 orders", null);
        channel(Dialect.FEISHU, CHAT.getPort(), "", LIMIT)
                .deliver(new Message("t-1", new ContactPoint(RobotChannel.NAME, "vip-care"), content, "en"));

        assertThat(body(onlyRequest()).at("/content/text").asString())
                .isEqualTo("＜at user_id=\"all\">Ann</at> < 3 orders");
    }

    @ParameterizedTest
    @CsvSource({
        "WECOM,errcode,93000",
        "WECOM,errcode,40058",
        "DINGTALK,errcode,310000",
        "DINGTALK,errcode,400101",
        "FEISHU,code,19021",
        "FEISHU,code,19024"
    })
    void an_error_in_an_answer_of_200_is_a_refusal(Dialect dialect, String name, int code) {
        answers(aResponse().withBody("{\"%s\": %d, \"errmsg\": \"about 欧阳晓晓\"}".formatted(name, code)));

        assertThat(deliver(dialect, "SEC1"))
                .isEqualTo(new Answer.Rejected("the robot answered 200, code " + code, false));
        CHAT.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "WECOM,errcode,45009",
        "DINGTALK,errcode,130101",
        "DINGTALK,errcode,410100",
        "FEISHU,code,11232",
        "FEISHU,code,99991400"
    })
    void too_many_is_tried_later(Dialect dialect, String name, int code) {
        answers(aResponse().withBody("{\"%s\": %d}".formatted(name, code)));

        assertThat(deliver(dialect, ""))
                .isEqualTo(new Answer.Later("the robot answered 200, code " + code, Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_429_is_tried_when_the_chat_says(Dialect dialect) {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "30"));

        assertThat(deliver(dialect, "")).isEqualTo(new Answer.Later("the robot answered 429", Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410})
    void slack_refuses_by_status(int status) {
        answers(aResponse().withStatus(status).withBody("channel_is_archived"));

        assertThat(deliver(Dialect.SLACK, "")).isEqualTo(new Answer.Rejected("the robot answered " + status, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"errcode\": -1}", "{\"errcode\": \"?\"}", "[]"})
    void an_answer_without_a_code_decides_nothing(String body) {
        answers(aResponse().withBody(body));

        assertThat(deliver(Dialect.WECOM, "")).isInstanceOf(Answer.InDoubt.class);
        CHAT.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408, 302})
    void a_failure_or_a_redirect_is_in_doubt_after_one_request(int status) {
        answers(aResponse().withStatus(status).withHeader("Location", "http://169.254.169.254/"));

        assertThat(deliver(Dialect.SLACK, "")).isInstanceOf(Answer.InDoubt.class);
        CHAT.verify(1, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_line_that_breaks_after_the_request_leaves_it_in_doubt(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(deliver(Dialect.DINGTALK, "")).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void a_chat_that_read_it_and_then_fell_silent_leaves_it_in_doubt() throws IOException {
        try (var silent = new SilentServer(false)) {
            assertThat(deliver(channel(Dialect.FEISHU, silent.port(), "", SHORT), "vip-care"))
                    .isInstanceOf(Answer.InDoubt.class);
            assertThat(silent.requests).hasValue(1);
        }
    }

    @Test
    void a_chat_that_is_not_there_is_tried_later() {
        try (var gone = new ClosedPort()) {
            assertThat(deliver(channel(Dialect.WECOM, gone.port(), "", LIMIT), "vip-care"))
                    .isInstanceOf(Answer.Later.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "http://169.254.169.254/latest", "https://evil.example/", "../vip-care"})
    void a_contact_point_reaches_configured_groups_and_nothing_else(String address) {
        assertThat(deliver(channel(Dialect.WECOM, CHAT.getPort(), "", LIMIT), address))
                .isEqualTo(new Answer.Rejected("the settings have no group of that name", false));
        CHAT.verify(0, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://chat.example/send", "ftp://chat.example/", "https:///send", "https://u@chat.example/"})
    void a_webhook_is_an_https_address(String webhook) {
        assertThatThrownBy(() -> new RobotSettings.Group(Dialect.SLACK, URI.create(webhook), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("chat.example");
    }

    @Test
    void settings_print_neither_key_nor_secret() {
        var group = new RobotSettings.Group(Dialect.SLACK, URI.create("https://chat.example/key1"), "SEC1");

        assertThat(new RobotSettings(Map.of("vip-care", group), LIMIT, LIMIT).toString())
                .contains("chat.example")
                .doesNotContain("key1", "SEC1");
    }
}
