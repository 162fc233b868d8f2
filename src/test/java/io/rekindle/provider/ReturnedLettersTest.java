package io.rekindle.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.channels.email.letter.Returns;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A live shop sends by a real mail server, and reads the mailbox there to which letters come back. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturnedLettersTest {

    private static final String KEY = "a key of sixteen bytes or more";
    private static final String SECRET = "what the relay knows";
    private static final Returns RETURNS =
            new Returns("returns.shop.example", new Seal(KEY.getBytes(StandardCharsets.UTF_8)));

    private final GreenMail mail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });

    private GreenMailUser mailbox;
    private JdbcClient sql;
    private Served served;

    @BeforeAll
    void start(DataSource database) {
        mail.start();
        mailbox = mail.setUser("returns@returns.shop.example", "returns", "secret");
        sql = JdbcClient.create(database);
        served = Served.start(
                Installation.open(database, CartBook.atOnce(), Clock.systemUTC()),
                "--rekindle.public-url=https://m.shop.example",
                "--rekindle.sending.mode=live",
                "--rekindle.schedule.returns=200ms",
                "--rekindle.channels.email.host=127.0.0.1",
                "--rekindle.channels.email.port=" + mail.getSmtp().getPort(),
                "--rekindle.channels.email.tls=none",
                "--rekindle.channels.email.from-address=shop@shop.example",
                "--rekindle.channels.email.returns.domain=returns.shop.example",
                "--rekindle.channels.email.returns.key=" + KEY,
                "--rekindle.channels.email.returns.push-secret=" + SECRET,
                "--rekindle.channels.email.returns.mailbox.protocol=imap",
                "--rekindle.channels.email.returns.mailbox.host=127.0.0.1",
                "--rekindle.channels.email.returns.mailbox.port="
                        + mail.getImap().getPort(),
                "--rekindle.channels.email.returns.mailbox.username=returns",
                "--rekindle.channels.email.returns.mailbox.password=secret");
    }

    @AfterAll
    void stop() {
        served.close();
        mail.stop();
    }

    /** Sends a letter to the customer; its touchpoint. */
    private String sent(String customer) {
        HttpResponse<String> stored = served.post("/v1/events", """
                [{"type": "identify", "messageId": "i-%1$s", "userId": "%1$s", "traits": {"email": "%1$s@Customer.example"},
                  "timestamp": "2026-01-01T00:00:00Z"},
                 {"type": "track", "messageId": "c-%1$s", "userId": "%1$s", "event": "Consent Granted",
                  "timestamp": "2026-01-01T00:00:00Z", "properties": {"topic": "marketing_email"}},
                 {"type": "track", "messageId": "t-%1$s", "userId": "%1$s", "event": "Cart Abandoned",
                  "timestamp": "%2$s", "properties": {"value": 228}}]
                """.formatted(customer, Instant.now()));
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);
        await().until(() -> one("select count(*) from touchpoint t join customer c on c.id = t.customer_id"
                        + " where state = 'accepted' and ref = '" + customer + "'")
                .equals("1"));
        return one(
                "select t.id from touchpoint t join customer c on c.id = t.customer_id where ref = '" + customer + "'");
    }

    private String one(String query) {
        return String.valueOf(sql.sql(query).query().singleValue());
    }

    private List<String> told(String customer) {
        return sql.sql("select name || ' ' || coalesce(properties->>'kind', '-') || ' '"
                        + " || coalesce(properties->>'code', '-') from event e join customer c on c.id = e.customer_id"
                        + " where (name like 'Message %' or name = 'Unsubscribed') and ref = '" + customer + "'")
                .query(String.class)
                .list();
    }

    private boolean isSuppressed(String customer) {
        return !one("select count(*) from suppression where address_hash = sha256(convert_to('" + customer
                        + "@Customer.example', 'UTF8'))")
                .equals("0");
    }

    private void arrives(String raw) {
        try {
            var bytes = new ByteArrayInputStream(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            mailbox.deliver(new MimeMessage(Session.getInstance(new Properties()), bytes));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> push(String raw, String secret) {
        return served.post(
                "/providers/email/returns", raw, "Content-Type", "message/rfc822", "Authorization", "Bearer " + secret);
    }

    private static String report(String to, String letter, String recipient, String status) {
        return """
                From: MAILER-DAEMON@mx.customer.example (Mail Delivery System)
                To: %1$s
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Message-ID: <%2$s.%4$s@mx.customer.example>
                Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

                --cut
                Content-Type: text/plain

                This is the mail system at host mx.customer.example.

                --cut
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.customer.example

                Final-Recipient: rfc822; %3$s
                Action: failed
                Status: %4$s
                Diagnostic-Code: smtp; 550 %4$s

                --cut
                Content-Type: text/rfc822-headers

                From: shop@shop.example
                Message-ID: <%2$s@shop.example>

                --cut--
                """.formatted(to, letter, recipient, status);
    }

    @Test
    void a_letter_that_comes_back_to_the_mailbox_ends_its_address() {
        String letter = sent("ann");

        arrives(report(RETURNS.bounceAddress(letter), letter, "ann@customer.example", "5.1.1"));

        await().until(() -> isSuppressed("ann"));
        assertThat(told("ann")).containsExactly("Message Bounced permanent 5.1.1");
        assertThat(one("select usable from contact_point p join customer c on c.id = p.customer_id where ref = 'ann'"))
                .isEqualTo("false");
    }

    @Test
    void a_relay_that_knows_the_secret_pushes_what_came_back_any_number_of_times() {
        String letter = sent("tom");
        String full = report(RETURNS.bounceAddress(letter), letter, "tom@customer.example", "5.2.2");

        assertThat(push(full, SECRET).statusCode()).isEqualTo(204);
        assertThat(push(full, SECRET).statusCode()).isEqualTo(204);

        assertThat(told("tom")).containsExactly("Message Bounced transient 5.2.2");
        assertThat(isSuppressed("tom")).isFalse();
    }

    @Test
    void who_writes_to_the_address_for_it_has_stopped() {
        String letter = sent("sue");

        push(
                "From: sue@customer.example\nTo: %s\nSubject: no more\n\nplease\n"
                        .formatted(RETURNS.unsubscribeAddress(letter)),
                SECRET);

        assertThat(told("sue")).containsExactly("Unsubscribed - -");
        assertThat(isSuppressed("sue")).isTrue();
    }

    @Test
    void neither_a_stranger_nor_a_forged_way_back_is_believed() {
        String letter = sent("eve");
        String forged = RETURNS.bounceAddress(letter).replaceFirst("\\.[0-9a-f]{2}", ".zz");
        String broken = RETURNS.bounceAddress(letter).replaceFirst("[0-9a-f]{4}@", "0000@");

        assertThat(push(report(RETURNS.bounceAddress(letter), letter, "eve@customer.example", "5.1.1"), "guess")
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.post("/providers/email/returns", "x", "Content-Type", "message/rfc822")
                        .statusCode())
                .isEqualTo(403);
        for (String to : List.of(forged, broken)) {
            assertThat(push(report(to, letter, "eve@customer.example", "5.1.1"), SECRET)
                            .statusCode())
                    .isEqualTo(204);
        }
        push(report("shop@shop.example", letter, "somebody@else.example", "5.1.1"), SECRET);

        assertThat(told("eve")).isEmpty();
        assertThat(isSuppressed("eve")).isFalse();
    }

    @Test
    void without_our_seal_a_report_counts_for_the_address_the_letter_went_to() {
        String letter = sent("joe");

        push(report("shop@shop.example", letter, "joe@customer.example", "5.1.1"), SECRET);

        assertThat(told("joe")).containsExactly("Message Bounced permanent 5.1.1");
    }

    @Test
    void an_absence_note_says_nothing_and_an_empty_mail_neither() {
        String letter = sent("kim");
        String note =
                "From: kim@customer.example\nTo: %s\nSubject: Automatic reply\nAuto-Submitted: auto-replied\n\n550\n";

        assertThat(push(note.formatted(RETURNS.bounceAddress(letter)), SECRET).statusCode())
                .isEqualTo(204);
        assertThat(push(note.formatted(RETURNS.unsubscribeAddress(letter)), SECRET)
                        .statusCode())
                .isEqualTo(204);
        assertThat(push("", SECRET).statusCode()).isBetween(200, 499);
        assertThat(told("kim")).isEmpty();
    }
}
