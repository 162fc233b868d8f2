package io.rekindle.console;

import io.rekindle.Installation;
import io.rekindle.overview.Overview;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overview, which reads everything there is: made for the first who asks, and made anew in the background when somebody
 * asks later, taking no more than a twentieth of the time.
 */
final class Overviews {

    private static final Logger LOG = LoggerFactory.getLogger(Overviews.class);
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int PAUSE_BY_WORK = 20;

    private final Installation installation;
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile @Nullable Made last;

    Overviews(Installation installation) {
        this.installation = installation;
    }

    private record Made(Overview overview, long freshUntil) {}

    Overview get() {
        Made known = last;
        if (known == null) {
            return first();
        }
        if (System.nanoTime() - known.freshUntil() > 0 && making.compareAndSet(false, true)) {
            Thread thread = new Thread(this::again, "overview");
            thread.setDaemon(true);
            thread.start();
        }
        return known.overview();
    }

    private synchronized Overview first() {
        Made known = last;
        return known == null ? make() : known.overview();
    }

    private void again() {
        try {
            make();
        } catch (RuntimeException failure) {
            // The page goes on showing what it has; the next request tries again.
            LOG.error("the overview could not be made", failure);
        } finally {
            making.set(false);
        }
    }

    private Overview make() {
        long began = System.nanoTime();
        Overview overview = Overview.of(installation);
        long ended = System.nanoTime();
        last = new Made(overview, ended + Math.max(FRESH.toNanos(), PAUSE_BY_WORK * (ended - began)));
        return overview;
    }
}
