package io.rekindle.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** When each source of events was last heard of on this node: a silent one is a broken feed, and nobody else would tell. */
public final class Sources {

    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private final Clock clock;
    private final MeterRegistry registry;

    Sources(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        this.registry = registry;
    }

    /** Notes that the source has just sent something that was stored. The name is one of few: it becomes a label. */
    public void heard(String source) {
        if (heard.put(source, clock.millis()) == null) {
            Gauge.builder("rekindle.source.age", () -> age(source))
                    .tag("source", source)
                    .baseUnit("seconds")
                    .description("Since the source last sent something to this node")
                    .register(registry);
        }
    }

    /** When each was last heard of; a source that was not heard of since the start is not among them. */
    public SortedMap<String, Instant> last() {
        SortedMap<String, Instant> last = new TreeMap<>();
        heard.forEach((source, at) -> last.put(source, Instant.ofEpochMilli(at)));
        return last;
    }

    private double age(String source) {
        return (clock.millis() - heard.getOrDefault(source, clock.millis())) / 1000.0;
    }
}
