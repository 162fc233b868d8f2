package io.rekindle.channels.email.returns;

import static io.rekindle.channels.email.returns.Samples.RETURNS;
import static io.rekindle.channels.email.returns.Samples.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rekindle.channels.email.returns.MailboxSettings.Protocol;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mailbox on a real server that fills while it is read. */
class ReturnsMailboxTest {

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3)
    });

    private final List<Returned> taken = new ArrayList<>();
    private GreenMailUser user;

    @BeforeEach
    void start() {
        server.start();
        user = server.setUser("returns@returns.shop.example", "returns", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void arrives(String raw) throws MessagingException {
        var bytes = new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8));
        user.deliver(new MimeMessage(Session.getInstance(new Properties()), bytes));
    }

    private ReturnsMailbox mailbox(Protocol protocol) {
        int port = protocol == Protocol.IMAP
                ? server.getImap().getPort()
                : server.getPop3().getPort();
        var settings =
                new MailboxSettings(protocol, "127.0.0.1", port, "returns", "secret", "INBOX", Duration.ofSeconds(10));
        return new ReturnsMailbox(settings, new ReturnedMail(RETURNS, "shop.example"));
    }

    private int stay() throws MessagingException {
        return server.getReceivedMessages().length;
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void each_mail_is_taken_once_and_what_is_for_people_stays(Protocol protocol) throws MessagingException {
        for (String sample : List.of("postfix", "absence", "complaint-yahoo", "unsubscribe")) {
            arrives(mail(sample));
        }
        ReturnsMailbox mailbox = mailbox(protocol);

        assertThat(mailbox.read(100, taken::add)).isEqualTo(3);
        assertThat(taken)
                .extracting(Returned::kind)
                .containsExactly(Returned.Kind.PERMANENT, Returned.Kind.COMPLAINT, Returned.Kind.UNSUBSCRIBED);
        assertThat(stay()).as("the absence note").isEqualTo(1);
        assertThat(mailbox.read(100, taken::add)).isZero();
        arrives(mail("exchange"));
        assertThat(mailbox.read(1, taken::add)).isEqualTo(1);
        assertThat(taken).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void a_mail_that_could_not_be_taken_is_told_again_under_the_same_id(Protocol protocol) throws MessagingException {
        for (int i = 0; i < 5; i++) {
            arrives(mail("postfix", "touchpoint-" + i));
        }
        assertThatThrownBy(() -> mailbox(protocol).read(100, returned -> {
                    taken.add(returned);
                    if (taken.size() == 3) {
                        throw new IllegalStateException("the database is away");
                    }
                }))
                .hasMessage("the database is away");
        assertThat(stay()).isEqualTo(3);

        assertThat(mailbox(protocol).read(100, taken::add)).isEqualTo(3);

        assertThat(taken)
                .extracting(Returned::touchpoint)
                .containsExactlyElementsOf(IntStream.of(0, 1, 2, 2, 3, 4)
                        .mapToObj(i -> "touchpoint-" + i)
                        .toList());
        assertThat(taken.get(2)).isEqualTo(taken.get(3));
        assertThat(stay()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void a_very_long_mail_is_understood_by_its_start(Protocol protocol) throws MessagingException {
        arrives(mail("postfix").replace("\r\n\r\nHello.", "\r\n\r\n" + "padding and more padding\r\n".repeat(100_000)));

        assertThat(mailbox(protocol).read(100, taken::add)).isEqualTo(1);
        assertThat(taken).singleElement().extracting(Returned::kind).isEqualTo(Returned.Kind.PERMANENT);
    }
}
