package io.rekindle.settings;

import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.provider.Limits;
import io.rekindle.engine.delivery.provider.Provider;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code carries}: how much a provider carries, over all nodes together; everything where it is not given.
 *
 * @param share its part among the channel's providers that have one, such as 80 beside 20; 0 to be used in the order given
 * @param perSecond messages a second; 0 for any number
 * @param domains limits of what goes to a recipient domain
 */
public record Carries(
        @DefaultValue("0") int share,
        @DefaultValue("0") double perSecond,
        @Nullable WarmUp warmUp,
        @DefaultValue List<Domain> domains) {

    /** A sender nobody knows yet: so many messages on the first day (UTC), so much more every day, for so many days. */
    public record WarmUp(
            LocalDate firstDay,
            @DefaultValue("50") int firstCap,
            @DefaultValue("50") int growthPercent,
            @DefaultValue("30") int days) {}

    /** A recipient domain and how much goes to it. */
    public record Domain(
            String domain,
            @DefaultValue("0") double perSecond,
            @Nullable WarmUp warmUp) {}

    static Provider provider(String name, Channel channel, @Nullable Carries carries) {
        if (carries == null) {
            return new Provider(name, channel);
        }
        Map<String, Limits> domains = carries.domains.stream()
                .collect(Collectors.toMap(Domain::domain, one -> limits(one.perSecond(), one.warmUp())));
        return new Provider(name, channel, carries.share, limits(carries.perSecond, carries.warmUp), domains);
    }

    private static Limits limits(double perSecond, @Nullable WarmUp warmUp) {
        return new Limits(
                perSecond,
                warmUp == null
                        ? null
                        : new io.rekindle.engine.delivery.provider.WarmUp(
                                warmUp.firstDay(), warmUp.firstCap(), warmUp.growthPercent(), warmUp.days()));
    }
}
