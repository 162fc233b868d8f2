package io.rekindle.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rekindle.channels.email.SmtpSettings.Tls;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ordinary mail through an ordinary server, read back as a mail reader would. */
class SmtpChannelTest {

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });

    @BeforeEach
    void start() {
        server.start();
        server.setUser("relay@shop.example", "relay", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpChannel channel(@Nullable String username, @Nullable String password, Tls tls, int port) {
        var limit = Duration.ofSeconds(5);
        return new SmtpChannel(
                new SmtpSettings("127.0.0.1", port, username, password, tls, null, 2, limit, limit, limit),
                Letterhead.of("shop@shop.example", "悦买", "shop.example"));
    }

    private Answer deliver(SmtpChannel channel, Content content) {
        try (channel) {
            var to = new ContactPoint(ChannelName.EMAIL, "ann@customer.example");
            return channel.deliver(new Message("0195-t1", to, content, "zh"));
        }
    }

    private Answer deliver(Content content) {
        return deliver(channel(null, null, Tls.NONE, server.getSmtp().getPort()), content);
    }

    private MimeMessage received() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    @Test
    void text_alone_arrives_as_plain_text_under_the_touchpoints_id() throws MessagingException, IOException {
        var answer = deliver(new Content("首单立减20元", "您好,\n欢迎。\n", null));

        assertThat(answer).isEqualTo(new Answer.Accepted("<0195-t1@shop.example>"));
        var mail = received();
        assertThat(mail.getSubject()).isEqualTo("首单立减20元");
        assertThat(mail.getMessageID()).isEqualTo("<0195-t1@shop.example>");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(mail.getRecipients(RecipientType.TO)).containsExactly(new InternetAddress("ann@customer.example"));
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("悦买");
        assertThat(mail.isMimeType("text/plain")).isTrue();
        assertThat(mail.getContent()).asString().isEqualToNormalizingNewlines("您好,\n欢迎。\n");
    }

    @Test
    void text_and_html_arrive_as_alternatives_the_richer_one_last() throws MessagingException, IOException {
        deliver(new Content("Welcome", "Hello there", "<p>Hello <b>there</b> – 你好</p>"));

        var mail = received();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).isMimeType("text/plain")).isTrue();
        assertThat(parts.getBodyPart(0).getContent()).asString().contains("Hello there");
        assertThat(parts.getBodyPart(1).isMimeType("text/html")).isTrue();
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Hello <b>there</b> – 你好</p>");
    }

    @Test
    void a_line_break_in_the_subject_begins_no_header() throws MessagingException {
        deliver(new Content("Hello Ann\r\nBcc: everybody@customer.example", "text", null));

        assertThat(received().getSubject()).isEqualTo("Hello Ann Bcc: everybody@customer.example");
        assertThat(received().getHeader("Bcc")).isNull();
    }

    @Test
    void logs_in_where_a_user_name_is_set() {
        int port = server.getSmtp().getPort();

        assertThat(deliver(channel("relay", "secret", Tls.NONE, port), new Content("a", "b", null)))
                .isInstanceOf(Answer.Accepted.class);
        assertThat(deliver(channel("relay", "wrong", Tls.NONE, port), new Content("a", "b", null)))
                .isInstanceOfSatisfying(
                        Answer.Later.class, later -> assertThat(later.why()).contains("user name or password"));
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        var answer =
                deliver(channel(null, null, Tls.IMPLICIT, server.getSmtps().getPort()), new Content("a", "b", null));

        assertThat(answer).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.why())
                .contains("SSLHandshakeException"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_relay_without_starttls_is_not_used_where_it_is_required() {
        var answer = deliver(
                channel("relay", "secret", Tls.STARTTLS, server.getSmtp().getPort()), new Content("a", "b", null));

        assertThat(answer).isInstanceOf(Answer.Later.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void settings_that_cannot_work_are_refused_at_once() {
        var limit = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new SmtpSettings("h", 25, "user", null, Tls.NONE, null, 1, limit, limit, limit))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Letterhead.of("not an address", "n", "b.example"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_password_is_not_printed() {
        var limit = Duration.ofSeconds(1);
        var settings = new SmtpSettings("h", 25, "user", "secret", Tls.NONE, null, 1, limit, limit, limit);

        assertThat(settings.toString()).doesNotContain("secret");
    }
}
