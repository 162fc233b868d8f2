package io.rekindle.channels.email;

import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.close;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.reply;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.replyThenReset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why {@link SmtpConnection} does not ask {@code SMTPTransport.sendMessage}: what its exceptions do and do not tell. */
class SendMessagePhaseTest {

    private final ScriptedSmtpServer server = new ScriptedSmtpServer();

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private MessagingException failure() {
        return catchThrowableOfType(MessagingException.class, () -> {
            var session = Session.getInstance(new Properties());
            var message = new MimeMessage(session);
            message.setFrom(new InternetAddress("shop@shop.example"));
            message.setText("Hello");
            message.saveChanges();
            try (var transport = new SMTPTransport(session, new URLName("smtp", null, -1, null, null, null))) {
                transport.connect("127.0.0.1", server.port(), null, null);
                transport.sendMessage(message, new InternetAddress[] {new InternetAddress("ann@customer.example")});
            }
        });
    }

    @Test
    void a_lost_reply_to_the_end_of_the_data_looks_like_a_refusal_with_code_minus_one() {
        server.on(".", close());

        assertThat(failure()).isInstanceOfSatisfying(SMTPSendFailedException.class, e -> assertThat(e.getReturnCode())
                .isEqualTo(-1));
    }

    @Test
    void a_refusal_followed_by_a_lost_connection_is_told_as_the_lost_connection_alone() {
        server.on(".", replyThenReset("554 5.6.0 no"));

        assertThat(failure())
                .isNotInstanceOf(SMTPSendFailedException.class)
                .satisfies(e -> assertThat(e.getNextException()).isInstanceOf(IOException.class))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("554"));
    }

    @Test
    void a_message_taken_with_another_2xx_is_told_as_failed() {
        server.on(".", reply("252 taken"));

        assertThat(failure()).isInstanceOf(SMTPSendFailedException.class);
    }

    @Test
    void a_connection_lost_at_mail_looks_like_one_lost_at_the_end_of_the_data() {
        server.on("MAIL", close());

        assertThat(failure()).isInstanceOfSatisfying(SMTPSendFailedException.class, e -> assertThat(e.getReturnCode())
                .isEqualTo(-1));
    }
}
