package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks a release's questions of one customer after another. Not thread-safe: one session a thread.
 *
 * <p>Every call begins anew on the facts: afterwards {@link Facts#horizon()} is the first instant at which what was just
 * answered could change by time alone.
 */
public final class RuleSession implements AutoCloseable {

    private final Release release;
    private final Firing lifecycle;
    private final Firing campaigns;
    private @Nullable Firing lines;

    RuleSession(Release release) {
        this.release = release;
        this.lifecycle = new Firing(release.lifecycleRules());
        this.campaigns = new Firing(release.campaignRules());
    }

    public Release release() {
        return release;
    }

    /** The state of the first matching row, or null where none matches; it is not yet entered into the facts. */
    public @Nullable LifecycleState lifecycle(Facts facts) {
        lifecycle.askAll(facts);
        return release.stateOf(facts.answers().nextSetBit(0));
    }

    /** Those of the questions (audiences, exits, steps, what forbids contact) whose answer is yes. */
    public BitSet ask(Facts facts, BitSet questions) {
        campaigns.ask(facts, questions);
        return facts.answers();
    }

    /** Those of the single lines that hold. */
    public BitSet lines(Facts facts, BitSet questions) {
        if (lines == null) {
            lines = new Firing(release.lineRules());
        }
        lines.ask(facts, questions);
        return facts.answers();
    }

    /** How many facts the sessions below hold: none between two questions. */
    long factCount() {
        return lifecycle.factCount() + campaigns.factCount() + (lines == null ? 0 : lines.factCount());
    }

    @Override
    public void close() {
        lifecycle.close();
        campaigns.close();
        if (lines != null) {
            lines.close();
        }
    }
}
