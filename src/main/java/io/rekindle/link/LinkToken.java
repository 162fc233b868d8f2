package io.rekindle.link;

import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A link of a message as it leaves: signed with where it leads, so that nobody can make one of ours lead elsewhere.
 *
 * @param touchpoint a UUID
 * @param index which link of the message it is, from 1 to 255; {@link #TRAP} for the one that no person sees
 * @param target an http or https address in ASCII
 */
public record LinkToken(UUID touchpoint, int index, String target) {

    public static final int TRAP = 0;
    static final int LAST = 255;

    private static final int HEAD_BYTES = 17;
    private static final int MAC_BYTES = 8;

    /** In Base64 that fits an address. */
    String sealed(Seal seal) {
        byte[] to = target.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer whole = ByteBuffer.allocate(HEAD_BYTES + MAC_BYTES + to.length)
                .putLong(touchpoint.getMostSignificantBits())
                .putLong(touchpoint.getLeastSignificantBits())
                .put((byte) index)
                .put(seal.mac(Purpose.CLICK, text()))
                .put(to);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    /** The link, or empty where it is forged or damaged. */
    public static Optional<LinkToken> open(Seal seal, String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
        if (bytes.length <= HEAD_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        UUID touchpoint = new UUID(whole.getLong(), whole.getLong());
        int index = Byte.toUnsignedInt(whole.get());
        byte[] mac = new byte[MAC_BYTES];
        whole.get(mac);
        var token = new LinkToken(
                touchpoint, index, StandardCharsets.US_ASCII.decode(whole).toString());
        return seal.isGenuine(Purpose.CLICK, token.text(), mac) ? Optional.of(token) : Optional.empty();
    }

    private String text() {
        return touchpoint + " " + index + " " + target;
    }
}
