package io.rekindle.engine.decision;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Change.Kind;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.rule.book.AnyOf;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Finds what would turn a "no" for one customer. Changes are made on a copy of the history and evaluated: one at a time, then
 * two together, then three, each time in the order of {@link Kind}; the first that turn it are the smallest.
 */
final class Flips {

    private static final int TOGETHER = 3;

    /** Combinations tried: all singles and pairs of most audiences, and the likeliest triples. */
    private static final int MOST_TRIES = 60;

    private static final long AHEAD = Duration.ofDays(Flip.AHEAD_DAYS).toMillis();

    private final Evaluator evaluator;
    private final Profile profile;
    private final History history;
    private final long at;

    /**
     * @param history as it is; what is known of times after the instant is left out
     */
    Flips(Evaluator evaluator, Profile profile, History history, long at) {
        this.evaluator = evaluator;
        this.profile = profile;
        this.history = history.until(at);
        this.at = at;
    }

    /** What would let the customer into the campaign. */
    Flip entering(Campaign campaign, long since) {
        Candidates candidates = new Candidates(evaluator.release().book(), facts(), trigger(campaign));
        List<Clause> against = against(campaign.audience());
        against.forEach(clause -> clause.lines().forEach(line -> candidates.of(line.condition())));
        if (since == at && campaign.trigger() instanceof Trigger.OnEvent onEvent) {
            candidates.event(onEvent.event());
        }
        LongSupplier byItself = () -> entering(campaign, since, List.of());
        return find(candidates.list(), byItself, changes -> entering(campaign, since, changes));
    }

    private long entering(Campaign campaign, long since, List<Change> changes) {
        History then = changed(changes, trigger(campaign));
        return Future.entering(evaluator, profile(changes), then, campaign, since, at, at + AHEAD);
    }

    private static String trigger(Campaign campaign) {
        return campaign.trigger() instanceof Trigger.OnEvent onEvent ? onEvent.event() : "";
    }

    /** What would let the message of a step pass. */
    Flip message(Campaign campaign, Step step, String entry, List<Gate> gates) {
        Candidates candidates = new Candidates(evaluator.release().book(), facts(), "");
        for (Gate gate : gates) {
            if (!gate.passes()) {
                candidates(candidates, step, gate);
            }
        }
        LongSupplier byItself = () -> passing(campaign, step, entry, List.of());
        return find(candidates.list(), byItself, changes -> passing(campaign, step, entry, changes));
    }

    private void candidates(Candidates candidates, Step step, Gate gate) {
        String topic = evaluator.release().book().policy().consent().get(step.channel());
        switch (gate.reason()) {
            case NO_CONSENT -> {
                if (topic != null) {
                    candidates.add(Change.of(Kind.CONSENT_GIVEN, topic));
                }
            }
            case INVALID_ADDRESS ->
                candidates.add(Change.of(Kind.ADDRESS_GIVEN, step.channel().value()));
            case SUPPRESSED ->
                evaluator.release().book().policy().neverContact().stream()
                        .filter(line -> evaluator
                                .tracing()
                                .lines(facts(), List.of(line))
                                .get(0)
                                .holds())
                        .forEach(line -> candidates.of(line.condition()));
            case LINE_NOT_MET -> against(step.conditions()).forEach(line -> candidates.of(line.condition()));
            default -> {}
        }
    }

    private long passing(Campaign campaign, Step step, String entry, List<Change> changes) {
        History then = changed(changes, "");
        return Waiting.passing(evaluator, profile(changes), then, campaign, step, entry, at, at + AHEAD);
    }

    private Facts facts() {
        return evaluator.facts(profile, history, at);
    }

    /** The clauses that do not hold: of a group, only where none of its lines does. */
    private List<Clause> against(List<? extends Clause> clauses) {
        Facts facts = facts();
        List<Clause> against = new ArrayList<>();
        for (Clause clause : clauses) {
            List<LineSeen> lines = evaluator.tracing().lines(facts, List.of(clause));
            boolean holds = clause instanceof AnyOf
                    ? lines.stream().anyMatch(LineSeen::holds)
                    : lines.stream().allMatch(LineSeen::holds);
            if (!holds) {
                against.add(clause);
            }
        }
        return against;
    }

    /** The history as it would be had the changes come just in time; what makes the trigger strike anew comes after. */
    private History changed(List<Change> changes, String trigger) {
        History copy = history.copy();
        changes.forEach(change -> change.in(copy, profile.id(), change.makes(trigger) ? at + 1 : at));
        return copy;
    }

    private Profile profile(List<Change> changes) {
        Profile changed = profile;
        for (Change change : changes) {
            changed = change.in(changed);
        }
        return changed;
    }

    private Flip find(List<Change> candidates, LongSupplier byItself, ToLongFunction<List<Change>> with) {
        long itself = byItself.getAsLong();
        int tries = 0;
        for (int size = 1; size <= Math.min(TOGETHER, candidates.size()); size++) {
            for (List<Change> changes : Combinations.of(candidates, size)) {
                long then = ++tries > MOST_TRIES ? History.NEVER : with.applyAsLong(changes);
                if (then < itself) {
                    return new Flip(itself, changes, then);
                }
            }
        }
        return new Flip(itself, List.of(), History.NEVER);
    }
}
