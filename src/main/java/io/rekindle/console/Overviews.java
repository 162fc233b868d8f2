package io.rekindle.console;

import io.rekindle.Installation;
import io.rekindle.overview.Overview;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The overview, made anew at most twice a minute, by one request at a time: it reads everything there is. */
final class Overviews {

    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Installation installation;
    private @Nullable Overview last;
    private long madeAt;

    Overviews(Installation installation) {
        this.installation = installation;
    }

    synchronized Overview get() {
        Overview known = last;
        if (known != null && System.nanoTime() - madeAt < FRESH.toNanos()) {
            return known;
        }
        Overview made = Overview.of(installation);
        last = made;
        madeAt = System.nanoTime();
        return made;
    }
}
