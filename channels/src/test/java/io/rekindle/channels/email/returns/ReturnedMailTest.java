package io.rekindle.channels.email.returns;

import static io.rekindle.channels.email.returns.Samples.ID;
import static io.rekindle.channels.email.returns.Samples.RETURNS;
import static io.rekindle.channels.email.returns.Samples.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.channels.email.returns.Returned.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports, complaints and answers in the forms in which they come, and in forms meant to hurt. */
class ReturnedMailTest {

    private static final ReturnedMail READER = new ReturnedMail(RETURNS, "shop.example");

    private static List<Returned> read(String mail) {
        try {
            return READER.read(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postfix,            PERMANENT,    ann@customer.example, 5.1.1,  Recipient address rejected",
        "postfix-delayed,    DELAYED,      ann@customer.example, 4.4.1,  Connection timed out",
        "exchange,           PERMANENT,    ann@contoso.example,  5.1.10, RecipientNotFound",
        "gmail-full,         TRANSIENT,    ann@customer.example, 5.2.2,  over quota",
        "gmail-unknown,      PERMANENT,    ann@gmail.com,        5.1.1,  does not exist",
        "qmail,              PERMANENT,    ann@old.example,      5.1.1,  no mailbox here by that name",
        "exim,               PERMANENT,    ,                     ,       550 Unknown user",
        "qq,                 PERMANENT,    12345@qq.com,         5.0.0,  Mailbox not found",
        "complaint-yahoo,    COMPLAINT,    ann@yahoo.example,    ,       Yahoo",
        "unsubscribe,        UNSUBSCRIBED, ,                     ,       by mail",
    })
    void what_came_back_is_understood(String sample, Kind kind, String address, String status, String words) {
        assertThat(read(mail(sample))).singleElement().satisfies(returned -> {
            assertThat(returned.kind()).isEqualTo(kind);
            assertThat(returned.touchpoint()).isEqualTo(ID);
            assertThat(returned.proven()).isTrue();
            assertThat(returned.address()).isEqualTo(address);
            assertThat(returned.status() == null ? null : returned.status().toString())
                    .isEqualTo(status);
            assertThat(returned.diagnostic()).contains(words).doesNotContain("@");
        });
    }

    @ParameterizedTest
    @CsvSource({"qmail-no-verp, TRANSIENT", "complaint-redacted, COMPLAINT"})
    void a_letter_known_by_its_message_id_alone_is_not_proven(String sample, Kind kind) {
        assertThat(read(mail(sample))).singleElement().satisfies(returned -> {
            assertThat(returned.kind()).isEqualTo(kind);
            assertThat(returned.touchpoint()).isEqualTo(ID);
            assertThat(returned.proven()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"absence", "not-spam"})
    void what_is_no_report_says_nothing(String sample) {
        assertThat(read(mail(sample))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postfix", "exchange", "qmail", "unsubscribe"})
    void a_forged_address_of_ours_is_refused_whatever_else_the_mail_says(String sample) {
        assertThat(read(mail(sample).replaceFirst("(?m)^(To: .*?)([0-9a-f]{15})[0-9a-f]@", "$1$2x@")))
                .isEmpty();
    }

    @Test
    void a_report_about_somebody_elses_letter_says_nothing() {
        String strange = mail("postfix").replace(RETURNS.bounceAddress(ID), "bob@other.example");

        assertThat(read(strange.replace("@shop.example>", "@other.example>"))).isEmpty();
    }

    @Test
    void each_recipient_of_a_report_is_told_and_each_has_its_own_id() {
        String two = mail("postfix")
                .replace(
                        "\r\n\r\n--0A1B2C3D.1795262403/mx.customer.example\r\nContent-Description: Undelivered",
                        "\r\n\r\nFinal-Recipient: rfc822; bob@customer.example\r\nAction: failed\r\nStatus: 5.2.2\r\n"
                                + "\r\n--0A1B2C3D.1795262403/mx.customer.example\r\nContent-Description: Undelivered");

        assertThat(read(two)).extracting(Returned::kind).containsExactly(Kind.PERMANENT, Kind.TRANSIENT);
        assertThat(read(two)).extracting(Returned::id).doesNotHaveDuplicates();
    }

    @Test
    void the_same_mail_has_the_same_id_by_whatever_way_it_comes() {
        String again = "Received: from elsewhere\r\n" + mail("postfix");

        assertThat(read(again)).isEqualTo(read(mail("postfix")));
        assertThat(read(mail("qmail"))).as("without a Message-ID").isEqualTo(read(mail("qmail")));
    }

    @Test
    @Timeout(20)
    void hostile_mail_is_read_in_bounded_time_and_says_nothing_or_little() {
        String verp = RETURNS.bounceAddress(ID);
        String head = "To: " + verp + "\r\nFrom: mailer-daemon@x.example\r\nMIME-Version: 1.0\r\n";
        var nested = new StringBuilder(head);
        for (int i = 0; i < 20_000; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        String report = head + "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
                + "Content-Type: message/delivery-status\r\n\r\n";
        List<String> hostile = List.of(
                "",
                "\r\n\r\n",
                "x".repeat(5_000_000),
                "To: " + "a".repeat(3_000_000) + "\r\n\r\n",
                "To: " + "a@".repeat(300_000) + "\r\n\r\n",
                head + "Content-Type: multipart/report; boundary=\"\r\n\r\n",
                head + "Content-Type: multipart/report\r\n\r\n--\r\n--\r\n",
                head + "Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: nonsense\r\n\r\n550",
                head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n*".repeat(3),
                nested.toString(),
                report + "a:b\r\n\r\n".repeat(100_000),
                report + "Action: failed\r\n\r\n".repeat(100_000),
                report + "Action: failed\r\nDiagnostic-Code: " + " user".repeat(60_000) + "\r\n",
                report + "Status: " + "5.".repeat(100_000) + "\r\n",
                head + "\r\nHi. This is the\n" + "<a@b>:\n".repeat(100_000),
                head + "\r\n" + "\n \t".repeat(90_000),
                head + "\r\n" + "550 ".repeat(90_000));

        for (String mail : hostile) {
            long begun = System.nanoTime();
            assertThat(read(mail)).hasSizeLessThanOrEqualTo(20);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @Timeout(60)
    void mails_with_random_damage_are_read_without_an_exception() {
        var random = new Random(21);
        for (String sample : List.of("postfix", "exchange", "gmail-full", "qmail", "complaint-yahoo", "qq")) {
            String whole = mail(sample);
            for (int round = 0; round < 150; round++) {
                int from = random.nextInt(whole.length());
                int to = Math.min(whole.length(), from + random.nextInt(200));
                String noise = random.nextBoolean() ? "" : new String(Character.toChars(random.nextInt(0x3000)));
                assertThat(read(whole.substring(0, from) + noise + whole.substring(to)))
                        .hasSizeLessThanOrEqualTo(20);
            }
        }
    }
}
