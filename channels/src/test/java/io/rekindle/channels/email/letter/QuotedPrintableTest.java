package io.rekindle.channels.email.letter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts written here and read by Jakarta Mail. */
class QuotedPrintableTest {

    private static final String[] PIECES = {
        "\r\n", " ", "\t", "=", ".", "a", "word", "你好", "é", "🎁", "\r", "\n", "\u0000", "~"
    };

    @Test
    void any_text_is_read_back_as_it_was() throws MessagingException, IOException {
        var random = new Random(76);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int piece = random.nextInt(120); piece > 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

            String encoded = QuotedPrintable.encode(bytes);

            assertThat(encoded.split("\r\n")).allSatisfy(line -> assertThat(line)
                    .hasSizeLessThanOrEqualTo(76)
                    .doesNotEndWith(" ")
                    .doesNotEndWith("\t")
                    .matches("[\\x20-\\x7e\\t]*"));
            try (var decoded = MimeUtility.decode(
                    new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII)), "quoted-printable")) {
                assertThat(decoded.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void the_longest_text_of_foreign_bytes_fits() {
        byte[] bytes = "你".repeat(10_000).getBytes(StandardCharsets.UTF_8);

        assertThat(QuotedPrintable.encode(bytes)).hasSize(90_000 + 3 * (90_000 / 75 - (90_000 % 75 == 0 ? 1 : 0)));
    }
}
