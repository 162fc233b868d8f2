package io.rekindle.release;

import io.rekindle.engine.delivery.MessageChecks;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rule book's directory: what its author saves goes live once it has no errors. While it has some, the last
 * good release goes on, and what is wrong can be asked for. It also follows what other nodes make live.
 */
public final class RuleWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleWatch.class);
    private static final int MAX_DEPTH = 3;

    private final LiveRelease live;
    private final @Nullable Path directory;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rule-watch");
    private String read = "";
    private String before = "";
    private volatile @Nullable Reading reading;

    /**
     * @param directory the rule book's, or null to follow other nodes only
     * @param every how often to look; a change is read when it has stood still for as long
     */
    public RuleWatch(LiveRelease live, @Nullable Path directory, Duration every) {
        this.live = live;
        this.directory = directory;
        this.every = every;
        this.thread.setDaemon(true);
    }

    /** Begins to watch; what stands in the directory now is what the node was started with. */
    public void start() {
        read = directory == null ? "" : state(directory);
        before = read;
        thread.start();
    }

    /** What came of the last change of the directory; empty where it has not changed since the start. */
    public Optional<Reading> lastReading() {
        return Optional.ofNullable(reading);
    }

    private void run() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                lookSafely();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSafely() {
        try {
            live.follow();
            if (directory != null) {
                look(directory);
            }
        } catch (IOException | RuntimeException failure) {
            // The loop's edge: it looks again soon.
            LOG.error("looking for rule changes failed", failure);
        }
    }

    private void look(Path book) throws IOException {
        String now = state(book);
        boolean still = now.equals(before);
        before = now;
        if (!still || now.equals(read)) {
            return;
        }
        Reading changed = MessageChecks.added(RuleBooks.read(book));
        if (changed.book().isPresent()) {
            live.goLive(changed.book().get());
        } else {
            LOG.error(
                    "the rule book has {} errors; the release before stays. The first: {}",
                    changed.errors().size(),
                    changed.errors().get(0));
        }
        reading = changed;
        read = now;
    }

    /** Names, sizes and times of all files: what changes when an author saves. */
    private static String state(Path book) {
        try (Stream<Path> walk = Files.walk(book, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .sorted()
                    .map(RuleWatch::stateOf)
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException vanished) {
            return "gone";
        }
    }

    private static String stateOf(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return file + " gone";
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(every.toMillis() + TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
