package io.rekindle.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.rekindle.hook.SignatureCheck.Headers;
import io.rekindle.hook.SignatureCheck.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_dGhpcyBpcyBhbm90aGVyIHNlY3JldA==";
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";

    private final SignatureCheck check = new SignatureCheck(Duration.ofMinutes(5));

    @Test
    void takes_the_example_of_the_specification() {
        Headers headers = new Headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        assertThat(check.check(List.of(SECRET), headers, bytes(BODY), NOW)).isEqualTo(Result.GOOD);
    }

    @Test
    void takes_what_the_library_of_that_name_signed() throws Exception {
        assertThat(check.check(List.of(SECRET), signed(SECRET, BODY), bytes(BODY), NOW))
                .isEqualTo(Result.GOOD);
    }

    @Test
    void refuses_a_body_that_differs_in_white_space_only() throws Exception {
        assertThat(check.check(List.of(SECRET), signed(SECRET, BODY), bytes(BODY.replace(" ", "")), NOW))
                .isEqualTo(Result.FORGED);
    }

    @Test
    void tells_apart_bytes_that_would_be_the_same_text() throws Exception {
        byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        String decoded = new String(notUtf8, StandardCharsets.UTF_8);

        assertThat(check.check(List.of(SECRET), signed(SECRET, decoded), notUtf8, NOW))
                .isEqualTo(Result.FORGED);
    }

    @Test
    void takes_any_of_the_secrets_while_one_is_rotated_out() throws Exception {
        assertThat(check.check(List.of(OTHER, SECRET), signed(SECRET, BODY), bytes(BODY), NOW))
                .isEqualTo(Result.GOOD);
        assertThat(check.check(List.of(OTHER), signed(SECRET, BODY), bytes(BODY), NOW))
                .isEqualTo(Result.FORGED);
    }

    @Test
    void takes_any_of_several_signatures_and_skips_schemes_it_does_not_know() throws Exception {
        Headers one = signed(SECRET, BODY);
        String several = "v1a,AAAA " + signed(OTHER, BODY).signature() + " " + one.signature();

        assertThat(check.check(List.of(SECRET), new Headers(one.id(), one.timestamp(), several), bytes(BODY), NOW))
                .isEqualTo(Result.GOOD);
    }

    @Test
    void refuses_times_beyond_the_tolerance_on_both_sides() throws Exception {
        Headers headers = signed(SECRET, BODY);
        Instant latest = NOW.plus(Duration.ofMinutes(5));
        Instant earliest = NOW.minus(Duration.ofMinutes(5));

        assertThat(check.check(List.of(SECRET), headers, bytes(BODY), latest)).isEqualTo(Result.GOOD);
        assertThat(check.check(List.of(SECRET), headers, bytes(BODY), latest.plusMillis(1)))
                .isEqualTo(Result.STALE);
        assertThat(check.check(List.of(SECRET), headers, bytes(BODY), earliest)).isEqualTo(Result.GOOD);
        assertThat(check.check(List.of(SECRET), headers, bytes(BODY), earliest.minusMillis(1)))
                .isEqualTo(Result.STALE);
    }

    @Test
    void refuses_what_is_not_signed_at_all() {
        assertThat(check.check(List.of(SECRET), new Headers("", "", ""), bytes(BODY), NOW))
                .isEqualTo(Result.UNSIGNED);
        assertThat(check.check(List.of(SECRET), new Headers("a", "yesterday", "v1,x"), bytes(BODY), NOW))
                .isEqualTo(Result.UNSIGNED);
        assertThat(check.check(List.of(SECRET), new Headers("a", "1614265330", "v1,"), bytes(BODY), NOW))
                .isEqualTo(Result.FORGED);
    }

    @Test
    void does_not_work_with_a_secret_that_is_none() {
        assertThatThrownBy(() -> SignatureCheck.key("whsec_")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignatureCheck.key("hunter2!")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Headers signed(String secret, String body) throws Exception {
        String signature = new Webhook(secret).sign("msg_1", NOW.getEpochSecond(), body);
        return new Headers("msg_1", String.valueOf(NOW.getEpochSecond()), signature);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
