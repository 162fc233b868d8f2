package io.rekindle.release;

import io.rekindle.Installation;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.RuleBooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node on the live release, whichever node made it live. A release is compiled while the one before goes on
 * answering; only then it takes over.
 */
public final class LiveRelease {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRelease.class);

    private final Installation installation;
    private final List<Consumer<RuleBook>> listeners = new CopyOnWriteArrayList<>();

    public LiveRelease(Installation installation) {
        this.installation = installation;
    }

    /** Has somebody told of every book that comes into force on this node from now on. */
    public void onChange(Consumer<RuleBook> listener) {
        listeners.add(listener);
    }

    /** Makes the book the live release of all nodes; everybody is asked again. Nothing happens where it is live already. */
    public synchronized void goLive(RuleBook book) {
        if (book.version().equals(installation.release().version())) {
            return;
        }
        Release release = Release.compile(book);
        installation.releases().activate(book, installation.clock().millis());
        use(release);
    }

    /**
     * Takes over the release that is live by now, if another node made one so.
     *
     * @return whether this node is on the live release
     */
    public synchronized boolean follow() {
        String mine = installation.release().version();
        String live = installation.releases().live().orElse(mine);
        if (live.equals(mine)) {
            return true;
        }
        Optional<RuleBook> book = installation
                .releases()
                .files(live)
                .flatMap((Map<String, String> files) -> RuleBooks.parse(files).book());
        if (book.isEmpty()) {
            LOG.error(
                    "release {} is live, but this Rekindle cannot read it; {} goes on for what needs no sweep",
                    live,
                    mine);
            return false;
        }
        use(Release.compile(book.get()));
        return true;
    }

    private void use(Release release) {
        String before = installation.release().version();
        installation.use(release);
        LOG.info("release {} answers instead of {}", release.version(), before);
        listeners.forEach(listener -> listener.accept(release.book()));
    }
}
