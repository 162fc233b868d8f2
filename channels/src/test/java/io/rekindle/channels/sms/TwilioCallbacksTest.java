package io.rekindle.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.channels.sms.SmsReport.Fate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioCallbacksTest {

    private static final String TOKEN = "12345";
    private static final String URL = "https://shop.example/providers/twilio/callbacks?touchpoint=0195-t1";
    private static final Map<String, String> DELIVERED =
            Map.of("MessageSid", "SM789", "MessageStatus", "delivered", "To", "+8613800138000", "From", "+15550001111");

    private final TwilioCallbacks callbacks = new TwilioCallbacks(TOKEN);

    /** As Twilio's documentation says: the address, then each field's name and value, sorted by name. */
    private static String signature(String token, String url, Map<String, String> form) {
        var signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twilios_signature_is_known_and_every_change_of_it() {
        String signature = signature(TOKEN, URL, DELIVERED);
        var changed = new HashMap<>(DELIVERED);
        changed.put("MessageStatus", "failed");
        var more = new HashMap<>(DELIVERED);
        more.put("ErrorCode", "21610");

        assertThat(callbacks.isSigned(URL, DELIVERED, signature)).isTrue();
        assertThat(callbacks.isSigned(URL, changed, signature)).isFalse();
        assertThat(callbacks.isSigned(URL, more, signature)).isFalse();
        assertThat(callbacks.isSigned(URL.replace("t1", "t2"), DELIVERED, signature))
                .isFalse();
        assertThat(callbacks.isSigned(URL.replace("https", "http"), DELIVERED, signature))
                .isFalse();
        assertThat(callbacks.isSigned(URL, DELIVERED, signature("other", URL, DELIVERED)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "AAAA", "not base64 at all!"})
    void a_request_without_a_signature_is_not_signed(String signature) {
        assertThat(callbacks.isSigned(URL, DELIVERED, signature)).isFalse();
        assertThat(callbacks.isSigned(URL, DELIVERED, null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "accepted,ON_ITS_WAY",
        "queued,ON_ITS_WAY",
        "sent,ON_ITS_WAY",
        "delivered,DELIVERED",
        "read,DELIVERED",
        "undelivered,UNDELIVERED",
        "failed,FAILED",
        "canceled,FAILED",
        "teleported,UNKNOWN"
    })
    void a_status_says_how_far_the_message_came(String status, Fate fate) {
        var form = Map.of("MessageSid", "SM789", "MessageStatus", status);

        assertThat(TwilioCallbacks.read("0195-t1", form))
                .contains(new SmsReport.Status("SM789", "0195-t1", fate, 0, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "30003,false,false",
        "30005,true,false",
        "30006,true,false",
        "30007,false,false",
        "21610,false,true",
        "21614,true,false",
        "x,false,false"
    })
    void an_error_says_whether_the_number_is_bad_or_its_owner_unsubscribed(
            String code, boolean addressIsBad, boolean unsubscribed) {
        var form = Map.of("MessageSid", "SM789", "MessageStatus", "undelivered", "ErrorCode", code);

        assertThat(TwilioCallbacks.read(null, form)).get().isInstanceOfSatisfying(SmsReport.Status.class, report -> {
            assertThat(report.addressIsBad()).isEqualTo(addressIsBad);
            assertThat(report.unsubscribed()).isEqualTo(unsubscribed);
        });
    }

    private static Map<String, String> reply(String text) {
        return Map.of(
                "MessageSid",
                "SM1",
                "SmsStatus",
                "received",
                "From",
                "+8613800138000",
                "To",
                "+15550001111",
                "Body",
                text);
    }

    @Test
    void a_reply_is_read_with_the_keyword_that_it_is() {
        assertThat(TwilioCallbacks.read(null, reply("退订")))
                .contains(new SmsReport.Reply("SM1", "+8613800138000", "+15550001111", "退订", Keyword.STOP));
        assertThat(TwilioCallbacks.read(null, reply("Is the coat blue?")))
                .get()
                .isInstanceOfSatisfying(SmsReport.Reply.class, reply -> assertThat(reply.keyword())
                        .isNull());
    }

    @Test
    void what_twilio_acted_on_by_itself_is_a_keyword_in_any_words() {
        var form = new HashMap<>(reply("genug jetzt"));
        form.put("OptOutType", "STOP");

        assertThat(TwilioCallbacks.read(null, form))
                .get()
                .isInstanceOfSatisfying(SmsReport.Reply.class, reply -> assertThat(reply.keyword())
                        .isEqualTo(Keyword.STOP));
    }

    @Test
    void a_reply_prints_neither_number_nor_text() {
        assertThat(TwilioCallbacks.read(null, reply("call me")))
                .get()
                .asString()
                .doesNotContain("138", "call me");
    }

    @Test
    void a_form_that_is_neither_says_nothing() {
        assertThat(TwilioCallbacks.read(null, Map.of())).isEmpty();
        assertThat(TwilioCallbacks.read(null, Map.of("CallSid", "CA1"))).isEmpty();
    }
}
