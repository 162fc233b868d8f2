package io.rekindle.engine.delivery.provider;

import java.time.Duration;
import java.util.Set;

/** Which providers a person has stopped, asked anew when a worker begins its turn and every second of it. For one thread. */
final class Stopped {

    private static final long FRESH = Duration.ofSeconds(1).toMillis();

    private final Allowances allowances;
    private Set<String> names;
    private long askedAt;

    Stopped(Allowances allowances, long now) {
        this.allowances = allowances;
        this.names = allowances.stopped();
        this.askedAt = now;
    }

    boolean holds(Carrier carrier, long now) {
        if (now - askedAt >= FRESH) {
            names = allowances.stopped();
            askedAt = now;
        }
        return names.contains(carrier.provider().name());
    }
}
