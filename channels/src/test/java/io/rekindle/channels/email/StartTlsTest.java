package io.rekindle.channels.email;

import static io.rekindle.channels.email.SmtpPhaseTest.HEAD;
import static io.rekindle.channels.email.SmtpPhaseTest.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.channels.email.SmtpSettings.Tls;
import io.rekindle.engine.delivery.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted and logged in, by a relay that a company's own authority vouches for. */
class StartTlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static TestAuthority genuine;

    private static TestAuthority ofAnotherHost;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        genuine = new TestAuthority(Files.createDirectory(directory.resolve("a")), "ip:127.0.0.1,dns:localhost");
        ofAnotherHost = new TestAuthority(Files.createDirectory(directory.resolve("b")), "dns:mail.example");
    }

    private static Answer deliver(ScriptedSmtpServer server, @Nullable Path certificates, int letters) {
        var settings = new SmtpSettings(
                "127.0.0.1", server.port(), "shop", "secret", Tls.STARTTLS, certificates, 1, LIMIT, LIMIT, LIMIT);
        try (var channel = new SmtpChannel(settings, HEAD)) {
            for (int i = 1; i < letters; i++) {
                channel.deliver(to("ann@customer.example", "t-" + i));
            }
            return channel.deliver(to("ann@customer.example", "t-" + letters));
        }
    }

    private static ScriptedSmtpServer server(TestAuthority authority) throws Exception {
        return new ScriptedSmtpServer(authority.server(), "PIPELINING", "STARTTLS", "AUTH PLAIN");
    }

    @Test
    void letters_go_encrypted_and_the_password_is_said_only_then() throws Exception {
        try (var server = server(genuine)) {
            assertThat(deliver(server, genuine.pem(), 3)).isEqualTo(new Answer.Accepted("Q3XYZ"));

            assertThat(server.commands.stream().map(command -> command.split("[ :]")[0]))
                    .startsWith("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "MAIL");
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused_before_the_password_is_said() throws Exception {
        try (var server = server(ofAnotherHost)) {
            assertThat(deliver(server, ofAnotherHost.pem(), 1)).isInstanceOf(Answer.Later.class);
            assertThat(server.commands).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void a_certificate_of_another_authority_is_refused() throws Exception {
        try (var server = server(genuine)) {
            assertThat(deliver(server, ofAnotherHost.pem(), 1)).isInstanceOf(Answer.Later.class);
            assertThat(deliver(server, null, 1)).isInstanceOf(Answer.Later.class);
            assertThat(server.commands).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void a_file_without_certificates_is_refused_at_once() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        try (var server = server(genuine)) {
            assertThatThrownBy(() -> deliver(server, empty, 1)).hasMessageContaining("no certificate in");
        }
    }
}
