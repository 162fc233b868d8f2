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
final class Overviews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Overviews.class);
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int PAUSE_BY_WORK = 20;
    private static final int FEW = 50_000;

    private final Installation installation;
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile @Nullable Made last;
    private volatile boolean closed;

    Overviews(Installation installation) {
        this.installation = installation;
    }

    private record Made(Overview overview, long freshUntil) {}

    /** Makes it before anybody asks, where that is quickly done. */
    void warm() {
        if (installation.customers().count() <= FEW && making.compareAndSet(false, true)) {
            background();
        }
    }

    Overview get() {
        Made known = last;
        if (known == null || isEmpty(known)) {
            return first();
        }
        if (System.nanoTime() - known.freshUntil() > 0 && making.compareAndSet(false, true)) {
            background();
        }
        return known.overview();
    }

    private void background() {
        Thread thread = new Thread(this::again, "overview");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized Overview first() {
        Made known = last;
        return known == null || isEmpty(known) ? make() : known.overview();
    }

    /** Nothing is quickly read, and whoever sends the first events wants to see them. */
    private static boolean isEmpty(Made made) {
        return made.overview().months().isEmpty();
    }

    private void again() {
        try {
            synchronized (this) {
                make();
            }
        } catch (RuntimeException failure) {
            // The page goes on showing what it has; the next request tries again.
            if (!closed) {
                LOG.error("the overview could not be made", failure);
            }
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

    /** One that is being made meanwhile may fail in silence. */
    @Override
    public void close() {
        closed = true;
    }
}
