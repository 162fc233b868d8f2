package io.rekindle.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.delivery.Answer;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twilio knows us as https://m.shop.example, behind a proxy; ann was texted at noon. */
@ExtendWith(FreshDatabase.class)
class TwilioCallsBackTest {

    private static final String TOKEN = "an auth token";
    private static final String PATH = "/providers/twilio/callbacks";

    private final DataSource database;
    private SentByText sent;

    TwilioCallsBackTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        sent = new SentByText(
                database,
                "--rekindle.public-url=https://m.shop.example/",
                "--rekindle.channels.sms.twilio.account-sid=AC1",
                "--rekindle.channels.sms.twilio.api-key=SK1",
                "--rekindle.channels.sms.twilio.auth-token=" + TOKEN,
                "--rekindle.channels.sms.twilio.help-text=Shop <help@shop.example>");
    }

    @AfterEach
    void stop() {
        sent.close();
    }

    private HttpResponse<String> call(String query, Map<String, String> form) {
        return call(query, form, signature("https://m.shop.example" + PATH + query, form));
    }

    private HttpResponse<String> call(String query, Map<String, String> form, String signature) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return sent.served.post(
                PATH + query,
                body,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Twilio-Signature",
                signature);
    }

    /** As Twilio's documentation says: the address, then each field's name and value, sorted by name. */
    private static String signature(String url, Map<String, String> form) {
        var signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> status(String status, String code) {
        return call(
                "?touchpoint=" + sent.touchpoint(),
                Map.of("MessageSid", "SM7", "MessageStatus", status, "ErrorCode", code, "To", SentByText.ANN));
    }

    private HttpResponse<String> reply(String sid, String text) {
        return call("", Map.of("MessageSid", sid, "SmsStatus", "received", "From", SentByText.ANN, "Body", text));
    }

    @Test
    void a_status_becomes_a_receipt_once_in_whatever_order() {
        assertThat(status("delivered", "").statusCode()).isEqualTo(200);
        status("sent", "");
        status("delivered", "");

        assertThat(sent.events()).containsExactly("Message Delivered -");
    }

    @Test
    void a_status_without_a_touchpoint_is_known_by_twilios_id() {
        String sid = "SM-" + sent.touchpoint().substring(30);
        call("", Map.of("MessageSid", sid, "MessageStatus", "delivered"));

        assertThat(sent.events()).containsExactly("Message Delivered -");
    }

    @ParameterizedTest
    @CsvSource({"undelivered,30003,transient,0", "failed,30008,transient,0", "undelivered,30005,permanent,1"})
    void a_message_that_did_not_arrive_bounced(String status, String code, String kind, int suppressed) {
        status(status, code);

        assertThat(sent.events()).containsExactly("Message Bounced " + kind);
        assertThat(sent.suppressed()).hasSize(suppressed);
    }

    @Test
    void a_recipient_who_told_twilio_to_stop_has_stopped_here_too() {
        status("failed", "21610");

        assertThat(sent.events()).containsExactly("Message Bounced transient", "Unsubscribed -");
        assertThat(sent.suppressed()).containsExactly("sms unsubscribed");
    }

    @Test
    void the_first_report_of_a_message_in_doubt_says_that_it_was_taken() {
        sent.shop.answers(message -> new Answer.InDoubt("the line was cut"));
        sent.happens("ann", SentByText.TWO);
        String second = sent.shop
                .rows("select id from touchpoint where state = 'in_doubt'")
                .get(0);

        call("?touchpoint=" + second, Map.of("MessageSid", "SM8", "MessageStatus", "queued"));

        assertThat(sent.shop.rows("select state, provider_id from touchpoint where id = '" + second + "'"))
                .containsExactly("accepted SM8");
        assertThat(sent.events()).isEmpty();
    }

    @Test
    void what_is_unsigned_or_forged_is_refused_and_changes_nothing() {
        Map<String, String> form = Map.of("MessageSid", "SM7", "MessageStatus", "undelivered", "ErrorCode", "30005");
        String query = "?touchpoint=" + sent.touchpoint();
        String good = signature("https://m.shop.example" + PATH + query, form);

        List<HttpResponse<String>> answers = List.of(
                call(query, form, "AAAA"),
                call("", form, good),
                call(query, Map.of("MessageSid", "SM7", "MessageStatus", "failed", "ErrorCode", "30005"), good),
                call(query, form, signature("http://localhost" + PATH + query, form)),
                sent.served.post(PATH + query, "MessageSid=SM7", "Content-Type", "application/x-www-form-urlencoded"),
                sent.served.post(PATH + query, "%zz", "Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(403, 403, 403, 403, 403, 400);
        assertThat(Served.json(answers.get(0)).path("type").asString()).isEqualTo("urn:rekindle:problem:bad-signature");
        assertThat(sent.events()).isEmpty();
        assertThat(sent.suppressed()).isEmpty();
    }

    @Test
    void a_report_of_no_message_of_ours_is_answered_and_changes_nothing() {
        Map<String, String> delivered = Map.of("MessageSid", "SM9", "MessageStatus", "delivered");

        assertThat(call("", delivered).statusCode()).isEqualTo(200);
        assertThat(call("?touchpoint=0", delivered).statusCode()).isEqualTo(200);
        assertThat(call("", Map.of("CallSid", "CA1")).statusCode()).isEqualTo(200);
        assertThat(sent.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "退订", "Ｔ", "td", "回复R。", "stop all!"})
    void a_stop_in_any_language_stops_everybody_who_has_the_number(String word) {
        sent.customer("tom");

        assertThat(reply("SM1", word).body()).doesNotContain("<Message>");
        reply("SM1", word);

        assertThat(sent.events()).containsExactly("Unsubscribed -", "Unsubscribed -");
        sent.happens("ann", SentByText.TWO);
        sent.happens("tom", SentByText.TWO);
        assertThat(sent.shop.sent()).hasSize(1);
    }

    @Test
    void a_start_takes_a_stop_back_and_told_again_no_later_one() {
        reply("SM1", "STOP");
        reply("SM2", "START");
        assertThat(sent.suppressed()).isEmpty();
        reply("SM3", "退订");
        reply("SM2", "START");

        assertThat(sent.suppressed()).containsExactly("sms unsubscribed");
        sent.happens("ann", SentByText.TWO);
        assertThat(sent.shop.sent()).hasSize(1);
    }

    @Test
    void other_words_are_a_reply_to_the_last_message_and_are_kept_nowhere() {
        reply("SM1", "please don't stop, I love T-shirts");
        reply("SM1", "please don't stop, I love T-shirts");
        reply("SM2", "one more thing");

        assertThat(sent.events()).containsExactly("Message Replied -", "Message Replied -");
        assertThat(sent.shop.rows("select properties from event where name = 'Message Replied'"))
                .allSatisfy(row -> assertThat(row)
                        .contains(sent.touchpoint())
                        .doesNotContain("shirts", "thing", SentByText.ANN.substring(1)));
        assertThat(sent.suppressed()).isEmpty();
    }

    @Test
    void help_is_answered_unless_twilio_did() {
        assertThat(reply("SM1", "帮助").body()).contains("<Message>Shop &lt;help@shop.example&gt;</Message>");
        assertThat(call(
                                "",
                                Map.of(
                                        "MessageSid",
                                        "SM2",
                                        "SmsStatus",
                                        "received",
                                        "From",
                                        SentByText.ANN,
                                        "Body",
                                        "HELP",
                                        "OptOutType",
                                        "HELP"))
                        .body())
                .contains("<Response")
                .doesNotContain("<Message>");
        assertThat(sent.events()).isEmpty();
    }
}
