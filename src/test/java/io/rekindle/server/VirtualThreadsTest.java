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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a request to the mail relay and to the end of the server, on virtual threads. */
@ExtendWith(FreshDatabase.class)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    void answer_requests_and_send_messages(DataSource database) {
        mail.start();
        Installation installation = Installation.open(database, CartBook.atOnce(), Clock.systemUTC());
        try (Served served = Served.start(
                installation,
                "--rekindle.threads.virtual=true",
                "--rekindle.sending.mode=live",
                "--rekindle.channels.email.host=127.0.0.1",
                "--rekindle.channels.email.port=" + mail.getSmtp().getPort(),
                "--rekindle.channels.email.tls=none",
                "--rekindle.channels.email.from-address=shop@example.com",
                "--rekindle.public-url=https://shop.example",
                "--rekindle.schedule.sweep=100ms")) {
            int status = served.post("/v1/events", """
                            [{"type": "identify", "messageId": "1", "userId": "lin", "traits": {"email": "lin@example.com"},
                              "timestamp": "2026-01-01T00:00:00Z"},
                             {"type": "track", "messageId": "2", "userId": "lin", "event": "Consent Granted",
                              "timestamp": "2026-01-01T00:00:00Z", "properties": {"topic": "marketing_email"}},
                             {"type": "track", "messageId": "3", "userId": "lin", "event": "Cart Abandoned",
                              "timestamp": "%s", "properties": {"value": 228}}]
                            """.formatted(Instant.now())).statusCode();
            assertThat(status).isEqualTo(202);

            await().until(() -> mail.getReceivedMessages().length == 1);
        }
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }
}
