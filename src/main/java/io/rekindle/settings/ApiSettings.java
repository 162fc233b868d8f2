package io.rekindle.settings;

import io.rekindle.channels.sms.PhoneNumbers;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what comes in over HTTP.
 *
 * @param maxBody the largest body of any request
 * @param hosts the names under which this server may be spoken to, without port; {@code *} for any. A page of the web
 *     that has its own name resolve to this machine is refused, which is what stands between it and an open loopback port
 * @param country where a phone number that comes without a country code is, by its ISO 3166-1 code such as {@code CN}; empty where
 *     each must say its own
 */
@ConfigurationProperties("rekindle.api")
public record ApiSettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue({"localhost", "127.0.0.1", "[::1]"}) List<String> hosts,
        @DefaultValue("") String country) {

    public ApiSettings {
        hosts = List.copyOf(hosts);
        if (!country.isEmpty() && !PhoneNumbers.isCountry(country)) {
            throw new IllegalArgumentException(
                    "rekindle.api.country is the two letters of a country, such as CN; \"" + country + "\" is none");
        }
    }
}
