package io.rekindle.bench;

import io.rekindle.Crowd;
import io.rekindle.SmallShop;
import io.rekindle.channels.email.SmtpChannel;
import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.DkimKey;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.email.letter.Returns;
import io.rekindle.channels.email.letter.UnsubscribePage;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.settings.DeliverySettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A shop whose campaign has so many e-mails planned, and the loop that sends them, with the settings a server has. */
final class Mailing {

    static final int CONNECTIONS = Integer.getInteger("rekindle.bench.connections", 8);

    /** Often enough for a send of many seconds; each look costs the database something that is no message's. */
    private static final Duration POLL = Duration.ofMillis(250);

    static final String TEXT = "Hello, here is what we thought you would like.\n".repeat(20);
    static final String HTML = "<p>您好 <b>there</b>, here is what we thought you would like.</p>\n".repeat(40);

    private static final Map<String, String> BOOK = Map.of(
            "campaigns/mailing.yaml",
            """
            campaign: mailing
            name: 群发 | Mailing
            trigger: event user_registered
            audience:
              - has never ordered
            steps:
              - letter: at once, send email letter
            """,
            "campaigns/answer.yaml",
            """
            campaign: answer
            name: 回应 | Answer
            trigger: event cart_abandoned
            audience:
              - has never ordered
            re-entry: after 1 hour
            steps:
              - answer: at once, send email letter
            """,
            "templates/letter.email.en.txt",
            "{{first_name|you}}, we have thought of you\n\n" + TEXT,
            "templates/letter.email.en.html",
            "<!doctype html><html lang=\"en\"><head><title>For you</title></head><body>\n" + HTML + "</body></html>",
            "templates/letter.email.zh.txt",
            "{{first_name|您}}，我们想到了您\n\n" + TEXT);

    private Mailing() {}

    /** Empties the database. */
    static SmallShop shop(DataSource database) {
        return new SmallShop(database, BOOK, Clock.systemUTC());
    }

    /** Plans a message of the campaign for each of so many customers {@code <prefix>0} and so on. */
    static void plan(SmallShop shop, String prefix, int messages) {
        Instant now = Instant.now();
        CustomerId pattern = new CustomerId("pattern-" + prefix);
        ContactPoint email = new ContactPoint(ChannelName.EMAIL, pattern.value() + "@example.com");
        shop.installation()
                .intake()
                .identify(
                        List.of(new CustomerRecord(pattern, null, "en", Map.of("first_name", "Ann"), List.of(email))));
        shop.installation()
                .intake()
                .store(
                        List.of(new Event(pattern.value(), pattern, "User Registered", now, new TreeMap<>())),
                        now.toEpochMilli());
        shop.sweep(now);
        shop.sql().sql("update touchpoint set urgent = false").update();
        Crowd.copies(shop, pattern, prefix, messages);
        shop.sql()
                .sql("delete from touchpoint where customer_id = (select id from customer where ref = ?)")
                .param(pattern.value())
                .update();
    }

    static DispatchLoop loop(SmallShop shop, int smtpPort, @Nullable DkimKey key, Map<String, Double> rates) {
        DeliverySettings settings = new DeliverySettings(
                Map.of("email", CONNECTIONS), rates, 50, Duration.ofMinutes(3), Duration.ofMillis(500));
        return new DispatchLoop(
                shop.installation(),
                settings,
                "bench",
                Map.of(ChannelName.EMAIL, channel(smtpPort, key)),
                Links.SAMPLES);
    }

    private static SmtpChannel channel(int port, @Nullable DkimKey key) {
        Duration limit = Duration.ofSeconds(30);
        SmtpSettings smtp = new SmtpSettings(
                "127.0.0.1", port, null, null, SmtpSettings.Tls.NONE, null, CONNECTIONS, limit, limit, limit);
        Seal seal = new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8));
        Returns returns = new Returns("returns.example.com", seal);
        return new SmtpChannel(
                smtp,
                new Letterhead(
                        "shop@example.com",
                        "Shop",
                        "example.com",
                        returns,
                        new UnsubscribePage(URI.create("https://shop.example/u/"), seal),
                        "rekindle",
                        key));
    }

    /** Sends until nothing waits. */
    static void sendAll(SmallShop shop, DispatchLoop loop) {
        loop.start();
        while (shop.sql().sql("""
                        select exists (select 1 from touchpoint where state = 'planned' and not urgent)
                            or exists (select 1 from touchpoint where state in ('claimed', 'sending'))
                        """).query(Boolean.class).single()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
