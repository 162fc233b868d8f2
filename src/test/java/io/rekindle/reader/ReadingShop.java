package io.rekindle.reader;

import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.SettableClock;
import io.rekindle.delivery.RecordingSmtpServer;
import io.rekindle.server.Served;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shop that e-mails for real, over SMTP, and whose readers come back over HTTP. */
final class ReadingShop implements AutoCloseable {

    static final String PUBLIC = "https://shop.example";

    private static final Map<String, String> BOOK = Map.of(
            "campaigns/gift.yaml",
            """
            campaign: gift
            name: 礼物 | Gift
            trigger: event cart_abandoned
            audience:
              - has never ordered
            re-entry: after 1 minute
            steps:
              - gift: at once, send email hello
            """,
            "campaigns/thanks.yaml",
            """
            campaign: thanks
            name: 谢谢 | Thanks
            trigger: event message_clicked
            audience:
              - clicked a message of campaign gift
            steps:
              - thanks: at once, send email thanks
            """,
            "policy.yaml",
            """
            timezone: customer, else Asia/Shanghai
            consent: {email: marketing_email, sms: marketing_sms}
            never contact: [unsubscribed]
            """,
            "templates/hello.email.en.txt",
            "Hello\n\nGood to have you here.\n{{unsubscribe_url}}",
            "templates/hello.email.en.html",
            """
            <html><body><p><a href="https://goods.example/new?a=1&amp;b=2">New</a> <a href="https://goods.example/old">Old</a></p>
            <p><a href="{{unsubscribe_url}}">Stop</a></p></body></html>
            """,
            "templates/hello.email.zh.txt",
            "您好\n\n欢迎。{{unsubscribe_url}}",
            "templates/thanks.email.en.txt",
            "Thanks\n\nFor looking. {{unsubscribe_url}}");

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T12:00:00Z"));
    final RecordingSmtpServer smtp = new RecordingSmtpServer(Duration.ZERO);
    final JdbcClient sql;
    final Served served;
    private int events;

    ReadingShop(DataSource database, String... settings) {
        this(PUBLIC, database, settings);
    }

    /** The same where the world reaches the server by another address. */
    ReadingShop(String publicUrl, DataSource database, String... settings) {
        this.sql = JdbcClient.create(database);
        sql.sql(
                        "truncate customer, event, event_id, decision, release, review, offer, budget, suppression, tombstone, scheduled_run, pause, rate cascade")
                .update();
        Installation installation = Installation.open(database, Books.of(BOOK), clock);
        String[] usual = {
            "--rekindle.sending.mode=live",
            "--rekindle.public-url=" + publicUrl,
            "--rekindle.channels.email.host=127.0.0.1",
            "--rekindle.channels.email.port=" + smtp.port(),
            "--rekindle.channels.email.tls=none",
            "--rekindle.channels.email.from-address=shop@shop.example",
            "--rekindle.schedule.sweep=200ms"
        };
        this.served = Served.start(
                installation,
                java.util.stream.Stream.of(usual, settings)
                        .flatMap(java.util.stream.Stream::of)
                        .toArray(String[]::new));
    }

    /** A customer with e-mail, SMS and the consents of the policy. */
    void customer(String id, String language) {
        send("""
                [{"type": "identify", "messageId": "%1$s-i", "userId": "%1$s", "timestamp": "2026-01-01T00:00:00Z",
                  "traits": {"email": "%1$s@example.com", "phone": "+8613800138000", "language": "%2$s"}},
                 {"type": "track", "messageId": "%1$s-r", "userId": "%1$s", "event": "User Registered",
                  "timestamp": "2026-01-01T00:00:00Z"},
                 {"type": "track", "messageId": "%1$s-c", "userId": "%1$s", "event": "Consent Granted",
                  "timestamp": "2026-01-01T00:00:00Z", "properties": {"topic": "marketing_email"}}]
                """.formatted(id, language));
    }

    /** A cart is left, which a letter follows unless something is in the way. */
    void leavesCart(String id) {
        send("""
                {"type": "track", "messageId": "cart-%d", "userId": "%s", "event": "Cart Abandoned", "timestamp": "%s"}
                """.formatted(++events, id, clock.instant()));
    }

    private void send(String body) {
        HttpResponse<String> answer = served.post("/v1/events", body);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.body());
        }
    }

    /** The letter of that number, from 1, once it has arrived. */
    MimeMessage letter(int number) {
        await().until(() -> smtp.letters().size() >= number && sent() >= number);
        try {
            return new MimeMessage(
                    jakarta.mail.Session.getInstance(new Properties()),
                    new ByteArrayInputStream(smtp.letters().get(number - 1).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private int sent() {
        return sql.sql("select count(*) from touchpoint where state = 'accepted'")
                .query(Integer.class)
                .single();
    }

    /** The path that the letter's one-click header leads to. */
    static String oneClickPath(MimeMessage letter) {
        return find("<" + PUBLIC + "(/u/[^>]+)>", header(letter, "List-Unsubscribe"));
    }

    static String header(MimeMessage letter, String name) {
        try {
            return String.join(" ", letter.getHeader(name));
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The letter's text, 0, or its page, 1. */
    static String part(MimeMessage letter, int index) {
        try {
            return letter.getContent() instanceof MimeMultipart parts
                    ? String.valueOf(parts.getBodyPart(index).getContent())
                    : String.valueOf(letter.getContent());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The paths of the letter's links that begin so. */
    static List<String> paths(MimeMessage letter, String beginning) {
        return Pattern.compile(PUBLIC + "(" + beginning + "[^\"\\s]+)")
                .matcher(part(letter, 0) + " " + part(letter, 1))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    static String find(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + text));
    }

    HttpResponse<String> form(String path, String body) {
        return served.post(path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    List<String> rows(String query) {
        return sql.sql(query).query(String.class).list();
    }

    /** Everything that a visit could change. */
    List<String> everythingStored() {
        return rows("""
                select 'event ' || count(*) || ' ' || coalesce(max(message_id), '') from event union all
                select 'suppression ' || count(*) from suppression union all
                select 'visit ' || count(*) from reader_visit union all
                select 'touchpoint ' || md5(string_agg(t::text, ',' order by id)) from touchpoint t union all
                select 'facts ' || md5(string_agg(encode(history, 'hex'), ',' order by customer_id)) from facts
                """);
    }

    @Override
    public void close() throws IOException {
        served.close();
        smtp.close();
    }
}
