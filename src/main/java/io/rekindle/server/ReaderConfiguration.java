package io.rekindle.server;

import io.rekindle.Installation;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.link.SealedLinks;
import io.rekindle.link.SealedLinks.Tracking;
import io.rekindle.metrics.Metrics;
import io.rekindle.postgres.ReaderVisits;
import io.rekindle.postgres.SealingKey;
import io.rekindle.reader.ReaderPages;
import io.rekindle.reader.Visits;
import io.rekindle.receipt.Receipts;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.PublicSettings;
import io.rekindle.settings.SendingMode;
import io.rekindle.settings.SendingSettings;
import io.rekindle.settings.TrackingSettings;
import io.rekindle.settings.Ways;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** What readers of messages meet, and how messages lead there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PublicSettings.class, TrackingSettings.class})
@Import(ReaderPages.class)
class ReaderConfiguration {

    @Bean
    Ways ways(PublicSettings settings, ChannelsSettings channels, Installation installation) {
        return Ways.of(settings, channels, SealingKey.of(installation.dataSource()));
    }

    @Bean
    Seal seal(Ways ways) {
        return ways.seal();
    }

    @Bean
    Links links(Ways ways, SendingSettings sending, TrackingSettings tracking, Environment environment) {
        boolean clicks = tracking.clicks() == null ? ways.publicUrl() != null : tracking.clicks();
        return new SealedLinks(
                base(ways.publicUrl(), sending.mode(), environment),
                ways.seal(),
                new Tracking(clicks, tracking.opens(), tracking.sms()));
    }

    /** Messages that are only looked at here lead back here; those that leave do not say "localhost". */
    private static Supplier<String> base(@Nullable URI publicUrl, SendingMode mode, Environment environment) {
        if (publicUrl != null) {
            return publicUrl::toString;
        }
        return mode == SendingMode.LIVE
                ? () -> ""
                : () -> "http://localhost:"
                        + environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"))
                        + "/";
    }

    @Bean(initMethod = "start")
    Visits visits(Installation installation, Receipts receipts, Metrics metrics) {
        return new Visits(
                new ReaderVisits(installation.dataSource()), receipts, metrics::machine, installation.clock());
    }
}
