package io.rekindle.channels.email.returns;

import io.rekindle.channels.email.letter.Returns;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Mails as servers send them, about one letter of ours. */
final class Samples {

    static final String ID = "01935f2a-7c41-7cc3-b05e-2f1d6a4e9b10";
    static final Returns RETURNS =
            new Returns("returns.shop.example", new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8)));

    private Samples() {}

    static String mail(String name) {
        return mail(name, ID);
    }

    static String mail(String name, String touchpoint) {
        try (InputStream in = Samples.class.getResourceAsStream("/returns/" + name + ".eml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{verp}", RETURNS.bounceAddress(touchpoint))
                    .replace("{unsubscribe-address}", RETURNS.unsubscribeAddress(touchpoint))
                    .replace("{unsubscribe}", RETURNS.seal().close(Purpose.UNSUBSCRIBE, touchpoint))
                    .replace("{id}", touchpoint)
                    .replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
