package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.policy.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer's story lived through under a release, with what the rules made of it: the store and the clock of a test. */
final class Life {

    private static final long CATCH_UP = Sweep.CATCH_UP.toMillis();

    private final Story story;
    private final @Nullable Answers answers;
    private final List<Story.Arrival> arrivals;
    private final List<String> events = new ArrayList<>();
    private final List<String> decisions = new ArrayList<>();
    private final List<Long> looked = new ArrayList<>();
    private History history = new History();
    private Evaluator evaluator;
    private @Nullable NewRelease coming;
    private int arrived;
    private long dueAt = History.NEVER;
    private long evaluatedAt = Long.MIN_VALUE;
    private long changedFrom = History.NEVER;
    private long lastLook = Long.MIN_VALUE;

    private Life(Evaluator evaluator, Story story, @Nullable Answers answers) {
        this.evaluator = evaluator;
        this.story = story;
        this.answers = answers;
        this.arrivals = new ArrayList<>(story.arrivals());
    }

    /**
     * Evaluated only when due; messages are answered, and the answers are part of the story from then on. A life that cannot
     * go on ends, and will again.
     */
    static Life answering(Evaluator evaluator, Story story) {
        Life life = new Life(evaluator, story, new Answers(story));
        try {
            life.live(List.of());
        } catch (RuntimeException unsettled) {
            life.looked.clear();
        }
        return life;
    }

    /** Evaluated only when due. */
    static Life due(Evaluator evaluator, Story story) {
        return looking(evaluator, story, List.of());
    }

    /** Evaluated when due, and at other instants as well. */
    static Life looking(Evaluator evaluator, Story story, List<Long> looks) {
        Life life = new Life(evaluator, story, null);
        life.live(looks);
        return life;
    }

    /** Swept at some instants only, each time up to then. */
    static Life swept(Evaluator evaluator, Story story, List<Long> sweeps) {
        Life life = new Life(evaluator, story, null);
        for (long sweep : sweeps) {
            life.arriveUntil(sweep);
            if (life.dueAt <= sweep) {
                life.sweep(sweep);
            }
        }
        return life;
    }

    /**
     * A release that goes live.
     *
     * @param reviewed whether the customer is asked what it changes; otherwise the customer falls due, as everybody
     */
    record NewRelease(Evaluator evaluator, long at, boolean reviewed) {}

    /** Evaluated when due, at first under one release and then under another. */
    static Life under(Evaluator before, NewRelease then, Story story) {
        Life life = new Life(before, story, null);
        life.coming = then;
        life.live(List.of());
        return life;
    }

    /** The story with all answers to messages. */
    Story story() {
        return story.with(arrivals);
    }

    /** Transitions, entries, exits, steps and coupons, in order. */
    List<String> events() {
        return events;
    }

    /** Decisions with their messages and traces, byte for byte, in order. */
    List<String> decisions() {
        return decisions;
    }

    /** The instants of its evaluations. */
    List<Long> looked() {
        return looked;
    }

    private void live(List<Long> looks) {
        int look = 0;
        while (true) {
            long looking = look < looks.size() ? looks.get(look) : History.NEVER;
            long leaving = answers == null ? History.NEVER : answers.next();
            long now = Math.min(Math.min(arriving(), dueAt), Math.min(looking, leaving));
            NewRelease release = coming;
            if (release != null && release.at() <= now) {
                coming = null;
                goesLive(release);
                continue;
            }
            if (now > story.end()) {
                return;
            }
            arriveUntil(now);
            if (dueAt <= now) {
                sweep(now);
            } else if (leaving == now && answers != null) {
                answers.leave(evaluator, history).forEach(this::arrivesLater);
            } else if (looking == now) {
                look(now);
            }
            look += looking == now && dueAt > now ? 1 : 0;
        }
    }

    private void goesLive(NewRelease release) {
        evaluator = release.evaluator();
        if (evaluatedAt == Long.MIN_VALUE) {
            return;
        }
        long asOf = Math.max(release.at(), evaluatedAt);
        if (!release.reviewed()) {
            dueAt = Math.min(dueAt, asOf);
        } else if (dueAt > release.at()) {
            DueCustomer customer = new DueCustomer(1, story.profile(), history.copy(), asOf, evaluatedAt, changedFrom);
            dueAt = Math.min(dueAt, new Course(customer, release.at() - CATCH_UP).due(evaluator));
            evaluatedAt = asOf;
        }
    }

    private long arriving() {
        return arrived < arrivals.size() ? arrivals.get(arrived).at() : History.NEVER;
    }

    private void arrivesLater(Story.Arrival arrival) {
        int place = arrivals.size();
        while (place > arrived && arrivals.get(place - 1).at() > arrival.at()) {
            place--;
        }
        arrivals.add(place, arrival);
    }

    private void arriveUntil(long now) {
        for (; arriving() <= now; arrived++) {
            Event event = arrivals.get(arrived).event();
            long at = event.occurredAt().toEpochMilli();
            Fold.apply(history, event);
            dueAt = Math.min(dueAt, at);
            changedFrom = Math.min(changedFrom, at);
        }
    }

    private void sweep(long now) {
        Swept swept = course(new DueCustomer(1, story.profile(), history.copy(), dueAt, evaluatedAt, changedFrom), now);
        write(swept, now);
        evaluatedAt = swept.evaluatedAt();
        changedFrom = History.NEVER;
    }

    /** Triggers since the last look are heeded. */
    private void look(long now) {
        long since = Math.max(lastLook, story.begin()) + 1;
        Swept swept = course(new DueCustomer(1, story.profile(), history.copy(), now, evaluatedAt, since), now);
        boolean found = !swept.events().isEmpty() || !swept.decisions().isEmpty();
        if (found || !story.late()) {
            write(swept, now);
            evaluatedAt = swept.evaluatedAt();
        }
        lastLook = now;
    }

    private Swept course(DueCustomer customer, long until) {
        Course course = new Course(customer, until - CATCH_UP);
        while (!course.finished()) {
            long since = course.since();
            List<Grant> grants =
                    course.evaluate(evaluator, until).stream().map(Life::grant).toList();
            course.settle(grants, since);
        }
        return course.swept();
    }

    /** Some stocks are empty. */
    private static Grant grant(Decision send) {
        boolean coupon = send.intent() != null && send.intent().coupon() != null;
        if (coupon && send.id().hashCode() % 9 == 0) {
            return new Grant.Denied(Reason.COUPON_OUT_OF_STOCK, "none left");
        }
        return new Grant.Granted(coupon ? "K-" + send.id() : null);
    }

    private void write(Swept swept, long now) {
        history = swept.history();
        dueAt = swept.next();
        lastLook = now;
        looked.add(now);
        swept.events().forEach(one -> events.add(one.occurredAt() + " " + one.name() + " " + one.properties()));
        for (Decided one : swept.decisions()) {
            Decision settled = one.settled();
            decisions.add(Instant.ofEpochMilli(settled.at()) + " decided "
                    + new String(settled.toBytes(), StandardCharsets.UTF_8));
            if (answers != null && settled.outcome() == Outcome.SEND) {
                answers.planned(settled, now);
            }
        }
    }
}
