package io.rekindle.channels.email.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.channels.email.letter.Returns.Mark;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers read in our letters, and whether they can trust it. */
class LetterTest {

    private static final String ID = "01935f2a-7c41-7cc3-b05e-2f1d6a4e9b10";
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Seal SEAL = new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8));
    private static final Returns RETURNS = new Returns("returns.shop.example", SEAL);
    private static final KeyPair KEYS = keys();
    private static final Letterhead HEAD = new Letterhead(
            "shop@shop.example",
            "悦买商城",
            "shop.example",
            RETURNS,
            new UnsubscribePage(URI.create("https://shop.example/u/"), SEAL),
            "yuemai",
            new DkimKey("shop.example", "k1", KEYS.getPrivate()));

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Letter write(Letterhead head, String subject, String text, @Nullable String html) {
        try {
            var to = new InternetAddress("ann@customer.example");
            var message = new Message(
                    ID,
                    new ContactPoint(ChannelName.EMAIL, "ann@customer.example"),
                    new Content(subject, text, html),
                    "zh",
                    "dormant-recall",
                    Long.MAX_VALUE);
            return Letter.write(head, message, to, NOON);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String raw(Letter letter) {
        return new String(letter.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static MimeMessage read(Letter letter) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(letter.bytes()));
    }

    private static boolean verifies(String letter) throws GeneralSecurityException {
        return ReceivingVerifier.verifies(letter, KEYS.getPublic());
    }

    @Test
    void a_reader_sees_sender_subject_text_and_page_as_they_were_written() throws MessagingException, IOException {
        String subject = "您有一张满100减20元优惠券，三天后到期，快来看看吧 – only for you, until Tuesday";
        MimeMessage mail = read(write(HEAD, subject, "您好\n.", "<p>您好 &amp; 再见</p>"));

        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("悦买商城");
        assertThat(mail.getSentDate()).isEqualTo(NOON);
        assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@shop.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent()).asString().isEqualToNormalizingNewlines("您好\n.");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>您好 &amp; 再见</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain\n",
                "trailing space \nend",
                "caf\u00e9 = 3 \u20ac\n",
                "混合 text\u0007 bell\n",
                "\uD83C\uDF81 emoji\r\nand\rbare\n",
                "From here\n.\n..\n--=_x\n"
            })
    void any_text_survives_its_encoding_in_lines_that_no_server_rewrites(String text) throws Exception {
        Letter letter = write(HEAD, "s", text + "long ".repeat(300), null);

        assertThat(raw(letter).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        assertThat(raw(letter)).matches("(?s)[\\x20-\\x7e\\r\\n\\t]*").doesNotContainPattern("[^\\r]\\n");
        assertThat(read(letter)
                        .getContent()
                        .toString()
                        .replaceAll("\\r\\n?", "\n")
                        .stripTrailing())
                .isEqualTo(
                        (text + "long ".repeat(300)).replaceAll("\\r\\n?", "\n").stripTrailing());
    }

    @Test
    void it_can_be_stopped_by_one_click_and_by_mail() throws MessagingException {
        MimeMessage mail = read(write(HEAD, "s", "t", null));

        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        String[] ways = mail.getHeader("List-Unsubscribe", null).split(",\\s+");
        String link = ways[0].substring(1, ways[0].length() - 1);
        assertThat(link).startsWith("https://shop.example/u/");
        assertThat(SEAL.open(Purpose.UNSUBSCRIBE, link.substring("https://shop.example/u/".length())))
                .contains(ID);
        String address = URLDecoder.decode(ways[1].replaceAll("<mailto:|\\?.*", ""), StandardCharsets.UTF_8);
        assertThat(RETURNS.read(address)).contains(new Mark(Purpose.UNSUBSCRIBE, ID));
        assertThat(mail.getHeader("Feedback-ID")).containsExactly("dormant-recall:zh:rekindle:yuemai");
    }

    @Test
    void its_bounces_come_back_under_its_own_address_and_a_forged_one_does_not_count() {
        String sender = write(HEAD, "s", "t", null).envelopeSender();

        assertThat(sender.indexOf('@')).as("RFC 5321 §4.5.3.1.1").isLessThanOrEqualTo(64);
        assertThat(RETURNS.unsubscribeAddress(ID).indexOf('@')).isLessThanOrEqualTo(64);
        assertThat(RETURNS.read(sender)).contains(new Mark(Purpose.BOUNCE, ID));
        assertThat(RETURNS.read(sender.toUpperCase(java.util.Locale.ROOT))).isPresent();
        assertThat(RETURNS.read(sender.replace("-b05e-", "-b05f-"))).isEmpty();
        assertThat(RETURNS.read(sender.replace("bounce", "stop"))).isEmpty();
        assertThat(RETURNS.read(sender.replace("returns.", "evil."))).isEmpty();
        var successor = new Seal(
                "another key, later".getBytes(StandardCharsets.UTF_8),
                "a key of sixteen".getBytes(StandardCharsets.UTF_8));
        assertThat(new Returns("returns.shop.example", successor).read(sender)).isPresent();
        assertThat(write(Letterhead.of("shop@shop.example", "", "shop.example"), "s", "t", null)
                        .envelopeSender())
                .isEqualTo("shop@shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<p>Hello <b>Ann</b>  – 你好 </p>\n\n\n"})
    void a_receiver_verifies_its_signature(String html) throws GeneralSecurityException {
        String letter = raw(write(HEAD, "Grüße 你好", "two  spaces \n\n\nend\n\n", html.isEmpty() ? null : html));

        assertThat(verifies(letter)).isTrue();
        assertThat(letter.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(125));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: |From: evil ",
                "Subject: |Subject: Re ",
                "List-Unsubscribe: <https://shop|List-Unsubscribe: <https://evil",
                "List-Unsubscribe-Post: List|List-Unsubscribe-Post: Lost",
                "\r\n\r\nHello|\r\n\r\nHullo",
                "\r\nSubject:|\r\nSubject: second\r\nSubject:",
                "\r\nTo:|\r\nReply-To: evil@example.com\r\nTo:",
                "\r\nMIME-Version:|\r\nFrom: evil@example.com\r\nMIME-Version:"
            })
    void what_was_changed_or_added_on_the_way_is_noticed(String change) throws GeneralSecurityException {
        String letter = raw(write(HEAD, "s", "Hello", null));
        String[] parts = change.split("\\|");
        assertThat(letter).contains(parts[0]);

        assertThat(verifies(letter)).isTrue();
        assertThat(verifies(letter.replace(parts[0], parts[1]))).isFalse();
    }

    @Test
    void a_key_is_read_as_openssl_writes_it() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";

        DkimKey key = DkimKey.fromPem("shop.example", "k1", pem);

        assertThat(key.key()).isEqualTo(KEYS.getPrivate());
        assertThat(key).hasToString("DkimKey[k1._domainkey.shop.example]");
        assertThatThrownBy(() -> DkimKey.fromPem("shop.example", "k1", pem.replace("BEGIN P", "BEGIN RSA P")))
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void no_value_begins_a_header_of_its_own() throws MessagingException {
        assertThatThrownBy(() -> Letterhead.of("shop@shop.example", "Shop\r\nBcc: x@example.com", "shop.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Letterhead.of("shop@shop.example\r\nBcc:x", "Shop", "shop.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fields().add("X", "a\r\nBcc: x@example.com"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fields().add("X", "a\n b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(read(write(HEAD, "a\r\nBcc: x@example.com", "t", null)).getHeader("Bcc"))
                .isNull();
    }

    @Test
    void the_same_letter_is_written_twice_the_same() {
        assertThat(write(HEAD, "s", "t", "<p>t</p>").bytes())
                .isEqualTo(write(HEAD, "s", "t", "<p>t</p>").bytes());
    }
}
