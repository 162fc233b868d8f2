package io.rekindle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mail relay is set up, and messages are decided; nobody turned sending on. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendingOffTest {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private JdbcClient sql;
    private Installation installation;

    @BeforeAll
    void start(DataSource database) {
        mail.start();
        sql = JdbcClient.create(database);
        installation = Installation.open(database, CartBook.atOnce(), Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        mail.stop();
    }

    private Served serve(String... more) {
        String[] settings = {
            "--rekindle.channels.email.host=127.0.0.1",
            "--rekindle.channels.email.port=" + mail.getSmtp().getPort(),
            "--rekindle.channels.email.tls=none",
            "--rekindle.channels.email.from-address=shop@example.com",
            "--rekindle.public-url=https://shop.example",
            "--rekindle.schedule.sweep=100ms"
        };
        String[] all = java.util.stream.Stream.of(settings, more)
                .flatMap(java.util.stream.Stream::of)
                .toArray(String[]::new);
        return Served.start(installation, all);
    }

    @Test
    void leaves_messages_where_they_are_until_somebody_turns_it_on() {
        try (Served off = serve()) {
            off.post("/v1/events", """
                    [{"type": "identify", "messageId": "1", "userId": "lin", "traits": {"email": "lin@example.com"},
                      "timestamp": "2026-01-01T00:00:00Z"},
                     {"type": "track", "messageId": "2", "userId": "lin", "event": "Consent Granted",
                      "timestamp": "2026-01-01T00:00:00Z", "properties": {"topic": "marketing_email"}},
                     {"type": "track", "messageId": "3", "userId": "lin", "event": "Cart Abandoned",
                      "timestamp": "%s", "properties": {"value": 228}}]
                    """.formatted(Instant.now()));
            await().until(() -> states().equals("planned"));
            long sweeps = Instant.now().toEpochMilli();
            // Two more sweeps, and a message whose time has come, go by without a dispatcher.
            await().until(() -> Served.json(off.get("/healthz/details"))
                            .path("schedule")
                            .path("last_sweep")
                            .asString("")
                            .compareTo(Instant.ofEpochMilli(sweeps + 500).toString())
                    > 0);
        }

        assertThat(states()).isEqualTo("planned");
        assertThat(mail.getReceivedMessages()).isEmpty();

        try (Served live = serve("--rekindle.sending.mode=live")) {
            await().until(() -> mail.getReceivedMessages().length == 1);
            await().until(() -> states().equals("accepted"));
            assertThat(live.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    private String states() {
        return sql.sql("select coalesce(string_agg(state, ' '), '') from touchpoint")
                .query(String.class)
                .single();
    }
}
