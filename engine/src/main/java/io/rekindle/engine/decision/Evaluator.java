package io.rekindle.engine.decision;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.campaign.Triggering;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.lifecycle.Lifecycle;
import io.rekindle.engine.lifecycle.Transition;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates customers under one release: a pure function of history, release and instant, without clock, database or
 * network. An evaluator holds a rule session, which is expensive to open: keep one per thread, and use it by that thread only.
 */
public final class Evaluator implements AutoCloseable {

    private final Release release;
    private final RuleSession session;
    private final Tracing tracing;
    private final StepDecider steps;
    private final Campaign[] campaigns;
    /** The question of each campaign's audience. */
    private final int[] audiences;

    public Evaluator(Release release) {
        this.release = release;
        this.session = release.open();
        this.tracing = new Tracing(release, session);
        this.steps = new StepDecider(release, session, tracing);
        this.campaigns = release.book().campaigns().toArray(new Campaign[0]);
        this.audiences =
                release.book().campaigns().stream().mapToInt(release::audience).toArray();
    }

    public Release release() {
        return release;
    }

    /** The customer's facts at an instant, lifecycle included. */
    public Facts facts(Profile profile, History history, long at) {
        Facts facts = new Facts(profile, history, at);
        Lifecycle.enter(session, facts);
        return facts;
    }

    /** How each line of some clauses stands for the facts, with the value it saw. */
    public List<LineSeen> lines(Facts facts, List<? extends Clause> clauses) {
        return tracing.lines(facts, clauses);
    }

    /**
     * Evaluates a customer as of an instant.
     *
     * @param since triggers that struck after this instant (epoch milliseconds) are heeded: a millisecond before the instant,
     *     just before an event that arrived late, or the instant itself where triggers have been heeded already
     * @param at the instant, epoch milliseconds
     */
    public Evaluation evaluate(Profile profile, History history, long since, long at) {
        Evaluation evaluation = look(profile, history, since, at);
        return Flipping.answered(this, profile, history, since, at, evaluation);
    }

    /** Evaluates, and does not ask what would change what is refused. */
    Evaluation look(Profile profile, History history, long since, long at) {
        Facts facts = facts(profile, history, at);
        long lifecycleHorizon = facts.horizon();
        if (!facts.exists()) {
            return new Evaluation(null, List.of(), List.of(), history.nextEventAfter(at));
        }
        List<Event> events = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Lifecycle.transition(facts).map(Transition::event).ifPresent(events::add);

        Passages passages = new Passages(release, session, facts);
        events.addAll(passages.exits());
        long entryHorizon = passages.horizon();
        decisions.addAll(steps.decide(facts, passages.running()));
        long audienceNext = admit(facts, since, events, decisions);

        long next = Math.min(lifecycleHorizon, history.nextEventAfter(at));
        next = Math.min(next, Math.min(entryHorizon, passages.nextStep()));
        next = Math.min(next, audienceNext);
        return new Evaluation(facts.lifecycleState(), events, decisions, next);
    }

    /** Lets the customer into campaigns whose trigger struck; tells when an audience should next be asked. */
    private long admit(Facts facts, long since, List<Event> events, List<Decision> decisions) {
        int count = campaigns.length;
        long[] struck = new long[count];
        long[] openFrom = new long[count];
        BitSet questions = new BitSet();
        for (int index = 0; index < count; index++) {
            Campaign campaign = campaigns[index];
            struck[index] = Triggering.struck(campaign.trigger(), facts, since).orElse(History.NEVER);
            openFrom[index] = Admission.openFrom(campaign, facts);
            boolean scheduled = campaign.trigger() instanceof Trigger.Schedule;
            if (struck[index] != History.NEVER || (scheduled && openFrom[index] <= facts.asOf())) {
                questions.set(audiences[index]);
            }
        }
        BitSet answers = questions.isEmpty() ? questions : session.ask(facts, questions);
        long horizon = questions.isEmpty() ? History.NEVER : facts.horizon();
        for (int index = 0; index < count; index++) {
            if (struck[index] != History.NEVER) {
                boolean inAudience =
                        answers.get(audiences[index]) && heldAtStrike(campaigns[index], facts, struck[index]);
                strike(campaigns[index], facts, struck[index], openFrom[index], inAudience, events, decisions);
            }
        }
        long next = History.NEVER;
        for (int index = 0; index < count; index++) {
            if (campaigns[index].trigger() instanceof Trigger.OnEvent onEvent) {
                next = Math.min(next, Triggering.nextDelayed(onEvent, facts));
            } else if (campaigns[index].trigger() instanceof Trigger.Schedule schedule) {
                boolean in = answers.get(audiences[index]);
                next = Math.min(next, nextStrike(schedule, facts, openFrom[index], in, horizon));
            }
        }
        return next;
    }

    /** A schedule that struck before now, seen anew for a late event: whoever could not enter then waits for the next. */
    private boolean heldAtStrike(Campaign campaign, Facts facts, long strike) {
        if (strike == facts.asOf() || !(campaign.trigger() instanceof Trigger.Schedule)) {
            return true;
        }
        Facts then = facts(facts.profile(), facts.history(), strike);
        BitSet question = new BitSet();
        question.set(release.audience(campaign));
        return then.exists()
                && Admission.openFrom(campaign, then) <= strike
                && session.ask(then, question).get(release.audience(campaign));
    }

    private void strike(
            Campaign campaign,
            Facts facts,
            long occasion,
            long openFrom,
            boolean inAudience,
            List<Event> events,
            List<Decision> decisions) {
        boolean open = openFrom <= facts.asOf();
        boolean scheduled = campaign.trigger() instanceof Trigger.Schedule;
        Entry entry = Admission.enter(campaign, facts, occasion);
        boolean again =
                facts.history().entries().stream().anyMatch(one -> one.id().equals(entry.id()));
        if (again || (scheduled && (!open || !inAudience))) {
            return;
        }
        Trace trace = new Trace(tracing.lines(facts, campaign.audience()), List.of());
        if (!inAudience) {
            decisions.add(entering(campaign, facts, entry, Outcome.REFUSED, Reason.LINE_NOT_MET, trace));
        } else if (!open) {
            decisions.add(entering(campaign, facts, entry, Outcome.REFUSED, Reason.ALREADY_IN, trace));
        } else {
            Reason reason = entry.holdout() ? Reason.HOLDOUT : null;
            Outcome outcome = entry.holdout() ? Outcome.REFUSED : Outcome.ENTERED;
            decisions.add(entering(campaign, facts, entry, outcome, reason, trace));
            events.add(Admission.entered(facts.profile().id(), entry));
            if (entry.holdout()) {
                events.add(Admission.exited(facts.profile().id(), entry, "holdout", facts.asOf()));
            }
        }
    }

    private Decision entering(
            Campaign campaign, Facts facts, Entry entry, Outcome outcome, @Nullable Reason reason, Trace trace) {
        String detail = reason == null ? "" : Explaining.inWords(reason, campaign, facts, trace);
        return new Decision(
                facts.profile().id(),
                campaign.name(),
                entry.id(),
                "",
                entry.occasion(),
                facts.asOf(),
                release.version(),
                outcome,
                reason,
                detail,
                null,
                trace);
    }

    /** The next strike at which the audience could let the customer in. */
    private static long nextStrike(
            Trigger.Schedule schedule, Facts facts, long openFrom, boolean inAudience, long horizon) {
        long from = openFrom > facts.asOf() ? openFrom : inAudience ? facts.asOf() + 1 : horizon;
        return from == History.NEVER
                ? from
                : schedule.atOrAfter(from, facts.profile().zone());
    }

    Tracing tracing() {
        return tracing;
    }

    StepDecider steps() {
        return steps;
    }

    RuleSession session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
