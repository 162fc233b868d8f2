package io.rekindle.settings;

import io.rekindle.engine.customer.ChannelName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are handed to channels.
 *
 * @param connections by channel: how many messages are in flight at once, which is how many a crash can leave in doubt
 * @param rates by channel: the most messages a second that all nodes together take up; no limit for a channel not named
 * @param batch the most touchpoints one worker takes up at once, if it sends that many in a quarter of a second. Only the one
 *     being sent is begun; a crash plans the others again
 * @param lease how long a worker may be silent before its touchpoints are taken from it; longer than any channel's limits
 * @param notTakenAfter how old an attempt in doubt is before a provider is believed that it never had the message, which is
 *     then planned again; null where that is left to people
 * @param poll how often each channel looks for messages whose time has come, when nothing wakes it
 * @param retryShare second attempts that fail, by first attempts, at each provider: 0.2 for at most one in five
 * @param redrivable how long a message that was given up keeps its coupon and its money and can be set going again
 */
@ConfigurationProperties("rekindle.delivery")
public record DeliverySettings(
        @DefaultValue Map<String, Integer> connections,
        @DefaultValue Map<String, Double> rates,
        @DefaultValue("50") int batch,
        @DefaultValue("3m") Duration lease,
        @Nullable Duration notTakenAfter,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("0.2") double retryShare,
        @DefaultValue("3d") Duration redrivable) {

    private static final int CONNECTIONS = 2;
    private static final double RETRY_SHARE = 0.2;
    private static final Duration REDRIVABLE = Duration.ofDays(3);

    /** Before that no provider's list can be taken to be complete. */
    private static final Duration SOONEST = Duration.ofMinutes(5);

    /** With the usual retry share and time to redrive; what is in doubt is left to people. */
    public DeliverySettings(
            Map<String, Integer> connections, Map<String, Double> rates, int batch, Duration lease, Duration poll) {
        this(connections, rates, batch, lease, null, poll, RETRY_SHARE, REDRIVABLE);
    }

    @ConstructorBinding
    public DeliverySettings {
        connections = Map.copyOf(connections);
        rates = Map.copyOf(rates);
        if (rates.values().stream().anyMatch(one -> !(one > 0))) {
            throw new IllegalArgumentException("rekindle.delivery.rates: a rate is more than 0: " + rates);
        }
        if (batch < 1 || connections.values().stream().anyMatch(one -> one < 1)) {
            throw new IllegalArgumentException(
                    "rekindle.delivery: batch and connections are at least 1: " + batch + ", " + connections);
        }
        if (!(retryShare >= 0 && retryShare <= 1) || redrivable.isNegative()) {
            throw new IllegalArgumentException(
                    "rekindle.delivery: retry-share is from 0 to 1, and redrivable no less than nothing");
        }
        if (lease.isZero() || lease.isNegative() || poll.isZero() || poll.isNegative()) {
            throw new IllegalArgumentException("rekindle.delivery: lease and poll are longer than nothing");
        }
        if (notTakenAfter != null && notTakenAfter.compareTo(SOONEST) < 0) {
            throw new IllegalArgumentException("rekindle.delivery.not-taken-after is " + SOONEST + " at least");
        }
    }

    /** The rates by channel. */
    public Map<ChannelName, Double> perSecond() {
        Map<ChannelName, Double> perSecond = new HashMap<>();
        rates.forEach((channel, rate) -> perSecond.put(new ChannelName(channel), rate));
        return perSecond;
    }

    public int connections(ChannelName channel) {
        return connections.getOrDefault(channel.value(), CONNECTIONS);
    }
}
