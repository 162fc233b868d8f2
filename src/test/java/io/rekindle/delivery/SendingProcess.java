package io.rekindle.delivery;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.channels.email.SmtpChannel;
import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.postgres.Database;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that sends everything planned in a database to an SMTP server on this machine, as the server does, and ends. */
final class SendingProcess {

    /** Dispatchers, each with a connection of its own. */
    static final int CONNECTIONS = 4;

    static final Duration LEASE = Duration.ofSeconds(2);

    static final Map<String, String> BOOK = Map.of(
            "campaigns/welcome.yaml",
            """
            campaign: welcome
            name: 欢迎 | Welcome
            trigger: event user_registered
            audience:
              - has never ordered
            steps:
              - hello: at once, send email hello
            """,
            "templates/hello.email.en.txt",
            "Hello\n\nGood to have you here.",
            "templates/hello.email.zh.txt",
            "您好\n\n欢迎。");

    private static final Letterhead HEAD = Letterhead.of("shop@example.com", "Shop", "example.com");
    private static final int BATCH = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private SendingProcess() {}

    static Process start(HikariDataSource database, int smtpPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingProcess.class.getName(),
                        String.valueOf(smtpPort))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().put("REKINDLE_DB_URL", database.getJdbcUrl());
        builder.environment().put("REKINDLE_DB_USER", database.getUsername());
        Optional.ofNullable(database.getPassword())
                .ifPresent(password -> builder.environment().put("REKINDLE_DB_PASSWORD", password));
        return builder.start();
    }

    public static void main(String[] args) throws InterruptedException {
        try (Database database = Database.open(Path.of("unused"));
                Channel channel = new SmtpChannel(settings(Integer.parseInt(args[0])), HEAD)) {
            Installation installation = Installation.open(database.dataSource(), Books.of(BOOK), Clock.systemUTC());
            List<Thread> dispatchers = new ArrayList<>();
            for (int index = 0; index < CONNECTIONS; index++) {
                String name = ProcessHandle.current().pid() + "/" + index;
                dispatchers.add(new Thread(() -> dispatch(installation, name, channel), name));
            }
            dispatchers.forEach(Thread::start);
            while (isOpen(installation)) {
                installation.outbox().recover(System.currentTimeMillis());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            for (Thread dispatcher : dispatchers) {
                dispatcher.join();
            }
        }
    }

    private static void dispatch(Installation installation, String name, Channel channel) {
        Dispatcher dispatcher = new Dispatcher(name, installation.outbox(), Map.of(ChannelName.EMAIL, channel), LEASE);
        Renderer renderer = new Renderer(installation.release().book());
        try (Evaluator evaluator = installation.evaluator()) {
            do {
                if (dispatcher.dispatch(evaluator, renderer, System::currentTimeMillis, BATCH) == 0) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } while (isOpen(installation));
        }
    }

    private static boolean isOpen(Installation installation) {
        return JdbcClient.create(installation.dataSource())
                .sql("select exists (select 1 from touchpoint where state in ('planned', 'claimed', 'sending'))")
                .query(Boolean.class)
                .single();
    }

    private static SmtpSettings settings(int port) {
        Duration limit = Duration.ofSeconds(10);
        return new SmtpSettings(
                "127.0.0.1", port, null, null, SmtpSettings.Tls.NONE, null, CONNECTIONS, limit, limit, limit);
    }
}
