package io.rekindle.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.engine.delivery.Seal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an operator writes about e-mail, as the letters show it. */
class EmailTest {

    private static final Ways WAYS =
            new Ways(URI.create("https://shop.example/"), new Seal("sixteen bytes of a key".getBytes(UTF_8)));

    private static Letterhead head(Map<String, String> settings) {
        return head(settings, new Ways(null, WAYS.seal()));
    }

    private static Letterhead head(Map<String, String> settings, Ways ways) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("email.host", "localhost");
        all.put("email.from-address", "shop@shop.example");
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("email", Email.class)
                .get()
                .letterhead(ways);
    }

    @Test
    void without_more_a_letter_has_a_sender_and_an_id() {
        assertThat(head(Map.of())).isEqualTo(Letterhead.of("shop@shop.example", "", "shop.example"));
    }

    @Test
    void ways_back_and_signature_are_set_by_a_few_keys(@TempDir Path directory)
            throws IOException, GeneralSecurityException {
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path key = Files.writeString(
                directory.resolve("dkim.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(rsa)
                        + "\n-----END PRIVATE KEY-----\n");
        Letterhead head = head(Map.of(
                "email.returns.domain", "returns.shop.example",
                "email.returns.key", "sixteen or more bytes",
                "email.returns.unsubscribe", "https://shop.example/u/",
                "email.feedback-sender", "yuemai",
                "email.dkim.domain", "shop.example",
                "email.dkim.selector", "k1",
                "email.dkim.key-file", key.toString()));

        assertThat(head.envelopeSender("t-1")).startsWith("bounce+t-1.").endsWith("@returns.shop.example");
        assertThat(head.unsubscribeLink("t-1"))
                .hasValueSatisfying(link -> assertThat(link).startsWith("https://shop.example/u/t-1."));
        assertThat(head.dkim()).hasToString("DkimKey[k1._domainkey.shop.example]");
        assertThat(head.toString()).doesNotContain("sixteen");
    }

    @Test
    void letters_lead_to_our_page_once_the_world_reaches_us() {
        assertThat(head(Map.of(), WAYS).unsubscribeLink("t-1"))
                .hasValueSatisfying(link -> assertThat(link).startsWith("https://shop.example/u/t-1."));
        assertThat(head(Map.of(), new Ways(URI.create("http://localhost:8080/"), WAYS.seal()))
                        .unsubscribeLink("t-1"))
                .as("one click needs https")
                .isEmpty();
    }

    @Test
    void a_domain_for_returned_mail_without_a_key_is_refused() {
        assertThatThrownBy(() -> head(Map.of("email.returns.domain", "returns.shop.example")))
                .hasMessageContaining("needs a key");
    }
}
