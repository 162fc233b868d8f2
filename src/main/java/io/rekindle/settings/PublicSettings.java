package io.rekindle.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code rekindle.public-url}: where the world reaches this server, through whatever stands before it.
 *
 * @param publicUrl http or https with a host and perhaps a path, without a query; null where the world does not reach it
 */
@ConfigurationProperties("rekindle")
public record PublicSettings(@Nullable URI publicUrl) {

    public PublicSettings {
        if (publicUrl != null && publicUrl.toString().isBlank()) {
            publicUrl = null;
        }
        if (publicUrl != null && !isUsable(publicUrl)) {
            throw new IllegalArgumentException(
                    "rekindle.public-url has to be like https://shop.example or https://shop.example/mail, not "
                            + publicUrl);
        }
    }

    private static boolean isUsable(URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        return web && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null;
    }
}
