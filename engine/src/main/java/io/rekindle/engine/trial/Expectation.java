package io.rekindle.engine.trial;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something a test expects of a run. */
sealed interface Expectation {

    /** Why it did not come so, in words; empty where it did. */
    Optional<String> unmet(Run run);

    /** The campaign it is about. */
    default Optional<Campaign> about() {
        return Optional.empty();
    }

    private static Optional<String> unless(boolean holds, String otherwise) {
        return holds ? Optional.empty() : Optional.of(otherwise);
    }

    /** The customer enters, and is not of the holdout. */
    record Enters(Campaign campaign, When when) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            List<Event> entries = run.entries(campaign.name()).toList();
            boolean then = entries.stream()
                    .anyMatch(event -> when.contains(event.occurredAt().toEpochMilli()));
            return unless(
                    then,
                    entries.isEmpty()
                            ? "does not enter " + campaign.name()
                                    + NotEntered.why(campaign, run.strike(campaign, when), run)
                            : "enters " + campaign.name() + " on " + times(run, entries) + ", not then");
        }

        @Override
        public Optional<Campaign> about() {
            return Optional.of(campaign);
        }
    }

    /** The trigger strikes, and the customer does not enter then; for that reason, where one is given. */
    record StaysOut(Campaign campaign, When when, @Nullable Because because) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            List<Event> entries = run.entries(campaign.name())
                    .filter(event -> when.contains(event.occurredAt().toEpochMilli()))
                    .toList();
            if (!entries.isEmpty()) {
                return Optional.of("enters " + campaign.name() + " on " + times(run, entries));
            }
            OptionalLong strike = run.strike(campaign, when);
            if (strike.isEmpty()) {
                return Optional.of("the trigger of " + campaign.name()
                        + " does not strike then in this test, so staying out shows nothing");
            }
            boolean asSaid = because == null || because.is(run.explain(campaign, strike.getAsLong()));
            return unless(
                    asSaid,
                    "stays out of " + campaign.name() + NotEntered.why(campaign, strike, run) + ", not because "
                            + because);
        }

        @Override
        public Optional<Campaign> about() {
            return Optional.of(campaign);
        }
    }

    /** The message of a step leaves. */
    record Gets(Campaign campaign, String step, When when) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            List<Run.Message> left = run.left().stream()
                    .filter(one ->
                            one.campaign().equals(campaign.name()) && one.step().equals(step))
                    .toList();
            if (left.isEmpty()) {
                return Optional.of("does not get " + step + ": " + Fate.of(campaign, step, run));
            }
            String times = left.stream().map(one -> run.time(one.at())).collect(Collectors.joining(", "));
            return unless(
                    left.stream().anyMatch(one -> when.contains(one.at())),
                    "gets " + step + " on " + times + ", not then");
        }

        @Override
        public Optional<Campaign> about() {
            return Optional.of(campaign);
        }
    }

    /** The step comes due, and its message does not leave; for that reason, where one is given. */
    record DoesNotGet(
            Campaign campaign,
            String step,
            boolean skipped,
            @Nullable Because because) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            Optional<Decision> decided = run.decisions(campaign.name(), step).findFirst();
            boolean left = run.left().stream()
                    .anyMatch(one ->
                            one.campaign().equals(campaign.name()) && one.step().equals(step));
            if (left || decided.isEmpty()) {
                return Optional.of(left ? "gets " + step : step + " never comes due: " + Fate.of(campaign, step, run));
            }
            boolean asSaid = !skipped || decided.get().outcome() == Outcome.SKIPPED;
            boolean forThat = because == null
                    || because.is(decided.get())
                    || run.dropped().stream()
                            .filter(one -> one.step().equals(step))
                            .anyMatch(one -> because.is(one.why()));
            return unless(asSaid && forThat, "does not get " + step + ", but: " + Fate.of(campaign, step, run));
        }

        @Override
        public Optional<Campaign> about() {
            return Optional.of(campaign);
        }
    }

    /** No message of any campaign leaves. */
    record GetsNothing() implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            return unless(
                    run.left().isEmpty(),
                    "gets "
                            + run.left().stream()
                                    .map(one -> one.step() + " of " + one.campaign() + " on " + run.time(one.at()))
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** The customer's entry ends, or does not. */
    record Exits(
            Campaign campaign, boolean wanted, @Nullable String line, When when) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            List<Event> exits = run.events("campaign_exited", "campaign", campaign.name())
                    .filter(event -> !"holdout".equals(event.text("reason")))
                    .toList();
            if (!wanted || exits.isEmpty()) {
                boolean entered = run.entries(campaign.name()).findAny().isPresent();
                return wanted
                        ? Optional.of("does not exit " + campaign.name() + (entered ? "" : ": never entered"))
                        : unless(
                                exits.isEmpty() && entered,
                                entered ? "exits " + campaign.name() + " on " + times(run, exits) : "never entered");
            }
            boolean then = exits.stream()
                    .filter(event -> line == null || line.equals(event.text("reason")))
                    .anyMatch(event -> when.contains(event.occurredAt().toEpochMilli()));
            return unless(
                    then,
                    "exits " + campaign.name() + " on " + times(run, exits) + " because \""
                            + exits.get(0).text("reason") + "\"");
        }

        @Override
        public Optional<Campaign> about() {
            return Optional.of(campaign);
        }
    }

    /** The customer's lifecycle state at the end. */
    record IsIn(LifecycleState state) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            String seen = run.facts(run.test().end()).getLifecycle();
            return unless(seen.equals(state.key()), "is in the state " + (seen.isEmpty() ? "none" : seen));
        }
    }

    /** The customer comes into a lifecycle state. */
    record Becomes(LifecycleState state, When when) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            List<Event> changes =
                    run.events("lifecycle_changed", "to", state.key()).toList();
            boolean then = changes.stream()
                    .anyMatch(event -> when.contains(event.occurredAt().toEpochMilli()));
            return unless(
                    then,
                    changes.isEmpty()
                            ? "does not become " + state.key() + ", is "
                                    + run.facts(run.test().end()).getLifecycle()
                            : "becomes " + state.key() + " on " + times(run, changes) + ", not then");
        }
    }

    /** Whether the customer belongs to a segment at the end. */
    record InSegment(Segment segment, boolean wanted) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            Facts facts = run.facts(run.test().end());
            List<LineSeen> lines = run.evaluator().lines(facts, segment.clauses());
            boolean in = lines.stream().noneMatch(line -> NotEntered.standsAgainst(line.text(), lines));
            return unless(in == wanted, "is " + (in ? "" : "not ") + "in segment " + segment.name());
        }
    }

    /** When the customer is looked at next, by time alone. */
    record NextLook(When when) implements Expectation {
        @Override
        public Optional<String> unmet(Run run) {
            return unless(when.contains(run.next()), "is next looked at on " + run.time(run.next()));
        }
    }

    private static String times(Run run, List<Event> events) {
        return events.stream()
                .map(event -> run.time(event.occurredAt().toEpochMilli()))
                .collect(Collectors.joining(", "));
    }

    /** A reason a test gives: one of the policy's list, or a line as its author wrote it. */
    record Because(String text, @Nullable Reason reason) {

        boolean is(Explanation why) {
            return reason != null ? why.reason() == reason : NotEntered.standsAgainst(text, why.lines());
        }

        boolean is(Decision decision) {
            if (reason != null) {
                return decision.reason() == reason;
            }
            return decision.detail().equals(text)
                    || NotEntered.standsAgainst(text, decision.trace().lines())
                    || decision.trace().gates().stream()
                            .anyMatch(gate -> !gate.passes() && gate.detail().equals(text));
        }

        boolean is(String detail) {
            return detail.equals(text);
        }

        @Override
        public String toString() {
            return reason == null ? "\"" + text + "\"" : text;
        }
    }
}
