package io.rekindle.settings;

import io.rekindle.engine.delivery.Seal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How readers of messages come to us.
 *
 * @param publicUrl where the world reaches us, ending in a slash; null where it does not
 * @param seal seals what the links say
 */
public record Ways(@Nullable URI publicUrl, Seal seal) {

    /**
     * By the settings.
     *
     * @param ownKey seals where the settings name no key, and opens in any case
     */
    public static Ways of(PublicSettings settings, ChannelsSettings channels, byte[] ownKey) {
        URI url = settings.publicUrl();
        Email email = channels.email();
        byte[] key = email == null || email.returns() == null
                ? null
                : email.returns().sealingKey();
        return new Ways(
                url == null || url.toString().endsWith("/") ? url : URI.create(url + "/"),
                key == null ? new Seal(ownKey) : new Seal(key, ownKey));
    }

    /** Where a reader stops what they do not want; a sealed touchpoint follows. */
    @Nullable
    URI page() {
        return publicUrl == null ? null : publicUrl.resolve("u/");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Ways[" + publicUrl + "]";
    }
}
