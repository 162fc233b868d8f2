package io.rekindle.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An SMS provider that knows numbers without plus and touchpoints without dashes; ann was texted at noon. */
@ExtendWith(FreshDatabase.class)
class GatewayCallsBackTest {

    private static final String SECRET = "sixteen letters or more";
    private static final String PATH = "/providers/sms/callbacks";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** As an operator writes it. */
    private static final String JSON_STYLE = """
            rekindle:
              channels:
                sms:
                  gateway:
                    url: https://sms.example.cn/v1/send
                    json: '{"text": "{text}", "phone": "{national}"}'
                    answer: {codes: {accepted: ["0"]}}
                    callbacks:
                      secret: sixteen letters or more
                      list: /reports
                      status:
                        id: /msgId
                        touchpoint: /uid
                        status: /stat
                        words: {delivered: [DELIVRD], bad-number: ["MK:0001"], unsubscribed: [BLACK], on-its-way: [ACCEPTD]}
                        other-words: undelivered
                      reply: {id: /moTime, number: /phone, text: /content}
                      country: CN
                      answer: '{"code":0}'
            """;

    private static final String FORM_STYLE = """
            rekindle:
              channels:
                sms:
                  gateway:
                    url: https://sms.example.cn/v1/send
                    form: {text: "{text}", phone: "{national}"}
                    answer: {codes: {accepted: ["0"]}}
                    callbacks:
                      secret: sixteen letters or more
                      sign: {algorithm: md5, over: "{fields}&key={secret}", at: /sign}
                      status: {id: /sid, status: /state, words: {delivered: ["1"]}}
                      reply: {id: /id, number: /from, text: /text}
            """;

    private final DataSource database;

    @TempDir
    private Path directory;

    GatewayCallsBackTest(DataSource database) {
        this.database = database;
    }

    private SentByText sent(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("settings.yml"), yaml);
        return new SentByText(database, "--spring.config.additional-location=" + file);
    }

    private static HttpResponse<String> report(SentByText sent, String report) {
        return sent.served.post(PATH, "{\"reports\": [" + report + "]}", "Authorization", "Bearer " + SECRET);
    }

    private static String uid(SentByText sent) {
        return sent.touchpoint().replace("-", "");
    }

    @Test
    void reports_are_read_as_the_settings_say_each_once() throws Exception {
        try (SentByText sent = sent(JSON_STYLE)) {
            String both =
                    "{\"uid\": \"%s\", \"msgId\": 7, \"stat\": \"DELIVRD\"}, {\"msgId\": \"none\", \"stat\": \"DELIVRD\"}"
                            .formatted(uid(sent));

            HttpResponse<String> answer = report(sent, both);
            report(sent, both);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"code\":0}");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(sent.events()).containsExactly("Message Delivered -");
        }
    }

    @Test
    void the_words_say_whether_the_address_is_bad_or_its_owner_has_stopped() throws Exception {
        try (SentByText sent = sent(JSON_STYLE)) {
            String of = "{\"uid\": \"" + uid(sent) + "\", \"stat\": \"%s\"}";

            report(sent, of.formatted("ACCEPTD"));
            assertThat(sent.events()).isEmpty();
            report(sent, of.formatted("EXPIRED"));
            assertThat(sent.events()).containsExactly("Message Bounced transient");
            assertThat(sent.suppressed()).isEmpty();
            report(sent, of.formatted("BLACK"));
            assertThat(sent.suppressed()).containsExactly("sms unsubscribed");
            report(sent, of.formatted("MK:0001"));
            assertThat(sent.events())
                    .containsExactly("Message Bounced permanent", "Message Bounced transient", "Unsubscribed -");
        }
    }

    @Test
    void replies_stop_in_whatever_form_the_number_is_written() throws Exception {
        for (String number : new String[] {"13800138000", "8613800138000", "+86 138 0013 8000"}) {
            try (SentByText sent = sent(JSON_STYLE)) {
                report(
                        sent,
                        "{\"moTime\": \"20260302140000\", \"phone\": \"%s\", \"content\": \"td\"}".formatted(number));
                report(sent, "{\"moTime\": \"20260302140000\", \"phone\": \"13900139000\", \"content\": \"td\"}");

                assertThat(sent.events()).as(number).containsExactly("Unsubscribed -");
                sent.happens("ann", SentByText.TWO);
                assertThat(sent.shop.sent()).hasSize(1);
            }
        }
    }

    @Test
    void nothing_is_taken_from_who_does_not_know_the_secret() throws Exception {
        try (SentByText sent = sent(JSON_STYLE)) {
            String body = "{\"reports\": {\"uid\": \"" + uid(sent) + "\", \"stat\": \"MK:0001\"}}";

            assertThat(Stream.of(
                            sent.served.post(PATH, body),
                            sent.served.post(PATH, body, "Authorization", "Bearer x"),
                            sent.served.post(PATH, body, "Authorization", ""),
                            sent.served.post(PATH + "/guess", body),
                            sent.served.post(PATH, "no JSON", "Authorization", SECRET)))
                    .extracting(HttpResponse::statusCode)
                    .containsExactly(403, 403, 403, 403, 400);
            assertThat(sent.events()).isEmpty();

            assertThat(sent.served
                            .post(PATH + "/" + SECRET.replace(" ", "%20"), body)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(sent.events()).containsExactly("Message Bounced permanent");
            assertThat(sent.served.get("/metrics").body())
                    .contains(
                            "rekindle_callback_requests_total{code=\"403\",from=\"sms\"} 4.0",
                            "rekindle_callback_requests_total{code=\"200\",from=\"sms\"} 1.0")
                    .doesNotContain(SECRET, "guess");
        }
    }

    @Test
    void a_signed_form_is_taken_and_a_changed_one_is_not() throws Exception {
        try (SentByText sent = sent(FORM_STYLE)) {
            String sid = "SM-" + sent.touchpoint().substring(30);
            String over = "sid=" + sid + "&state=1&key=" + SECRET;
            String sign = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(over.getBytes(StandardCharsets.UTF_8)));
            String form = "state=1&sign=" + sign + "&sid=";

            assertThat(sent.served
                            .post(PATH, form + "SM-other", "Content-Type", FORM)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(sent.served
                            .post(PATH + "/" + SECRET.replace(" ", "%20"), form + "SM-other", "Content-Type", FORM)
                            .statusCode())
                    .as("the secret alone, where a signature is wanted")
                    .isEqualTo(403);
            HttpResponse<String> taken = sent.served.post(PATH, form + sid, "Content-Type", FORM);

            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.body()).isEmpty();
            assertThat(sent.events()).containsExactly("Message Delivered -");
        }
    }

    @Test
    void without_settings_for_callbacks_there_is_nobody_to_call() throws Exception {
        try (SentByText sent = sent("rekindle: {}")) {
            assertThat(sent.served.post(PATH, "{}").statusCode()).isEqualTo(404);
            assertThat(Served.json(sent.served.post("/providers/twilio/callbacks", "{}", "Content-Type", FORM))
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
        }
    }
}
