package io.rekindle.delivery;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.channels.email.SmtpChannel;
import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.channels.sms.TwilioSettings;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Links;
import io.rekindle.postgres.Database;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.settings.DeliverySettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A process that sends everything planned in a database, e-mail to an SMTP server and text messages to a Twilio on this
 * machine, by the server's own loop, and ends.
 */
final class SendingProcess {

    /** Of each of two channels. */
    private static final int CONNECTIONS_EACH = 4;

    /** Messages in flight at once, over both channels. */
    static final int CONNECTIONS = 2 * CONNECTIONS_EACH;

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(8);

    static final Map<String, String> BOOK = Map.of(
            "campaigns/welcome.yaml",
            """
            campaign: welcome
            name: 欢迎 | Welcome
            trigger: event user_registered
            audience:
              - has never ordered
            steps:
              - letter: at once, send email hello
              - text: at once, send sms hello
            """,
            "templates/hello.email.en.txt",
            "Hello\n\nGood to have you here.",
            "templates/hello.email.zh.txt",
            "您好\n\n欢迎。",
            "templates/hello.sms.en.txt",
            "Hello",
            "templates/hello.sms.zh.txt",
            "您好");

    private static final Letterhead HEAD = Letterhead.of("shop@example.com", "Shop", "example.com");
    /** Longer than an attempt takes, or what is still being sent is taken for what a dead process left. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private SendingProcess() {}

    static Process start(HikariDataSource database, int smtpPort, URI twilio) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        // It lives for seconds.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingProcess.class.getName(),
                        String.valueOf(smtpPort),
                        twilio.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().put("REKINDLE_DB_URL", database.getJdbcUrl());
        builder.environment().put("REKINDLE_DB_USER", database.getUsername());
        Optional.ofNullable(database.getPassword())
                .ifPresent(password -> builder.environment().put("REKINDLE_DB_PASSWORD", password));
        return builder.start();
    }

    public static void main(String[] args) {
        try (Database database = Database.open(Path.of("unused"))) {
            Installation installation = Installation.open(database.dataSource(), Books.of(BOOK), Clock.systemUTC());
            DeliverySettings settings = new DeliverySettings(
                    Map.of("email", CONNECTIONS_EACH, "sms", CONNECTIONS_EACH),
                    Map.of(),
                    10,
                    LEASE,
                    Duration.ofMillis(200));
            String node = "pid " + ProcessHandle.current().pid();
            try (DispatchLoop loop = new DispatchLoop(
                    installation,
                    settings,
                    node,
                    Map.of(
                            ChannelName.EMAIL,
                            new SmtpChannel(smtp(Integer.parseInt(args[0])), HEAD),
                            ChannelName.SMS,
                            new TwilioChannel(twilio(URI.create(args[1])))),
                    Links.SAMPLES)) {
                loop.start();
                while (isOpen(installation)) {
                    if (installation.outbox().recover(System.currentTimeMillis()) > 0) {
                        loop.wake();
                    }
                    // As if some had been planned just now: these go each by itself, between those of the batches.
                    loop.planned(Map.of("welcome", (long) CONNECTIONS_EACH));
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private static boolean isOpen(Installation installation) {
        return JdbcClient.create(installation.dataSource())
                .sql("""
                        select exists (select 1 from touchpoint where state = 'planned' and not urgent)
                            or exists (select 1 from touchpoint where state = 'planned' and urgent)
                            or exists (select 1 from touchpoint where state in ('claimed', 'sending'))
                        """)
                .query(Boolean.class)
                .single();
    }

    private static SmtpSettings smtp(int port) {
        return new SmtpSettings(
                "127.0.0.1",
                port,
                null,
                null,
                SmtpSettings.Tls.NONE,
                null,
                CONNECTIONS_EACH,
                REQUEST_LIMIT,
                REQUEST_LIMIT,
                REQUEST_LIMIT);
    }

    static TwilioSettings twilio(URI url) {
        return new TwilioSettings(
                "AC1",
                "AC1",
                "secret",
                "+15005550006",
                null,
                url,
                URI.create("https://shop.example/callbacks/twilio"),
                REQUEST_LIMIT,
                REQUEST_LIMIT);
    }
}
