package io.rekindle.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the internet reaches us: providers' callbacks, webhooks, and the links in messages.
 *
 * @param publicUrl as in {@code https://m.shop.example}, without a slash at its end; null where nobody reaches us
 */
@ConfigurationProperties("rekindle")
public record PublicSettings(@Nullable URI publicUrl) {

    public PublicSettings {
        String text = publicUrl == null ? "" : publicUrl.toString().strip().replaceAll("/+$", "");
        publicUrl = text.isEmpty() ? null : URI.create(text);
        if (publicUrl != null
                && (publicUrl.getHost() == null
                        || publicUrl.getRawQuery() != null
                        || publicUrl.getRawFragment() != null
                        || !("https".equals(publicUrl.getScheme()) || "http".equals(publicUrl.getScheme())))) {
            throw new IllegalArgumentException(
                    "rekindle.public-url is an address such as https://m.shop.example, not " + text);
        }
    }
}
