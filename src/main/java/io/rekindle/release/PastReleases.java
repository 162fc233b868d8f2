package io.rekindle.release;

import io.rekindle.engine.decision.Replay;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.postgres.PostgresReleases;
import io.rekindle.postgres.StoredDecision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Releases that once were live, compiled again from their files when a decision of theirs is replayed. */
public final class PastReleases implements AutoCloseable {

    /** A compiled release is some megabytes; who looks into the past looks at few of them. */
    private static final int KEPT = 3;

    private final Evaluators live;
    private final PostgresReleases stored;
    private final Map<String, Evaluators> kept = new LinkedHashMap<>(KEPT, 0.75f, /* accessOrder= */ true);

    public PastReleases(Evaluators live, PostgresReleases stored) {
        this.live = live;
        this.stored = stored;
    }

    /**
     * Whether a decision, made once more under the release that made it, gives the same bytes; false too where the release
     * is gone or this Rekindle cannot read it any more.
     */
    public boolean replays(StoredDecision decision) {
        return evaluators(decision.release())
                .map(evaluators -> evaluators.lend(evaluator -> Replay.givesTheSame(evaluator, decision.replay())))
                .orElse(false);
    }

    private Optional<Evaluators> evaluators(String version) {
        if (version.equals(live.release().version())) {
            return Optional.of(live);
        }
        synchronized (kept) {
            Evaluators known = kept.get(version);
            if (known != null) {
                return Optional.of(known);
            }
            Optional<RuleBook> book = stored.files(version)
                    .flatMap(files -> RuleBooks.parse(files).book());
            return book.map(Release::compile).map(release -> keep(version, new Evaluators(() -> release, 1)));
        }
    }

    private Evaluators keep(String version, Evaluators evaluators) {
        kept.put(version, evaluators);
        if (kept.size() > KEPT) {
            var eldest = kept.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
        return evaluators;
    }

    @Override
    public void close() {
        synchronized (kept) {
            kept.values().forEach(Evaluators::close);
            kept.clear();
        }
    }
}
