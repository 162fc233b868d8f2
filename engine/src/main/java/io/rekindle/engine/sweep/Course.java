package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.offer.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer's course through the instants of a sweep: evaluated at each instant at which the answer can change, and at
 * the same one again until nothing changes, each time on the history with the last changes folded in.
 */
final class Course {

    /** More changes at one instant than any sound rule book makes: a fault, not a customer. */
    private static final int MOST_ROUNDS_AT_ONE_INSTANT = 100;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofHours(1);

    private final DueCustomer customer;
    private final History history;
    private final List<Event> events = new ArrayList<>();
    private final List<Decided> decisions = new ArrayList<>();
    private long since;
    private long at;
    private int rounds;
    private boolean finished;
    private boolean failed;
    private @Nullable LifecycleState lifecycle;
    private long evaluatedAt;
    private long next = History.NEVER;
    private History facts = new History();
    private List<Decision> open = List.of();

    /**
     * @param floor instants before this one were missed for good: the customer is evaluated at it instead
     */
    Course(DueCustomer customer, long floor) {
        this.customer = customer;
        this.history = customer.history();
        long from = Math.max(Math.max(customer.dueAt(), customer.evaluatedAt()), floor);
        this.since = Math.max(Math.min(from, customer.changedFrom()), floor) - 1;
        this.at = history.withoutTransition(from);
        this.evaluatedAt = at;
    }

    boolean finished() {
        return finished;
    }

    /** Evaluates once; returns the decisions whose coupon and budget must be reserved before the course goes on. */
    List<Decision> evaluate(Evaluator evaluator, long until) {
        if (++rounds > MOST_ROUNDS_AT_ONE_INSTANT) {
            throw new IllegalStateException(
                    "rules of release " + evaluator.release().version() + " do not settle at " + at);
        }
        Evaluation evaluation = evaluator.evaluate(customer.profile(), history, since, at);
        lifecycle = evaluation.lifecycle();
        evaluatedAt = at;
        if (evaluation.changes()) {
            since = at;
            facts = evaluation.decisions().isEmpty() ? facts : history.copy();
            evaluation.events().forEach(this::happen);
            open = evaluation.decisions();
            return open.stream().filter(one -> one.outcome() == Outcome.SEND).toList();
        }
        open = List.of();
        next = evaluation.next();
        finished = next > until;
        if (!finished) {
            at = next;
            // Every instant at which a trigger can let the customer in is visited: what struck between let nobody in.
            since = next - 1;
            rounds = 0;
        }
        return List.of();
    }

    /** When something is to be done for the customer, as far as can be told now: at once, or at the next instant. Does nothing. */
    long due(Evaluator evaluator) {
        try {
            Evaluation evaluation = evaluator.evaluate(customer.profile(), history, since, at);
            return evaluation.changes() ? at : evaluation.next();
        } catch (RuntimeException failure) {
            // Who cannot be evaluated is due: the sweep sets such customers aside, and says why.
            return at;
        }
    }

    /** Goes on with what was reserved: one grant for each decision that {@link #evaluate} returned, in its order. */
    void settle(List<Grant> grants, long sinceOfRound) {
        int index = 0;
        for (Decision decision : open) {
            Grant grant = decision.outcome() == Outcome.SEND ? grants.get(index++) : new Grant.Granted(null);
            Decided decided = new Decided(decision, sinceOfRound, facts, grant);
            decisions.add(decided);
            String code = grant instanceof Grant.Granted granted ? granted.code() : null;
            decided.settled().events(code).forEach(this::happen);
        }
        open = List.of();
    }

    /** What the next evaluation will be given as {@code since}. */
    long since() {
        return since;
    }

    private void happen(Event event) {
        Fold.apply(history, event);
        events.add(event);
    }

    /** Gives the customer up, before anything was done, for an hour. */
    void fail(long until) {
        failed = true;
        finished = true;
        evaluatedAt = customer.evaluatedAt();
        next = until + PAUSE_AFTER_FAILURE.toMillis();
    }

    DueCustomer customer() {
        return customer;
    }

    Swept swept() {
        return new Swept(customer, history, lifecycle, events, decisions, evaluatedAt, next, failed);
    }
}
