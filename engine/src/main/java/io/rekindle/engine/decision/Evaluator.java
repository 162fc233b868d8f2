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
import java.util.OptionalLong;
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

    public Evaluator(Release release) {
        this.release = release;
        this.session = release.open();
        this.tracing = new Tracing(release, session);
        this.steps = new StepDecider(release, session, tracing);
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
        List<Campaign> asking = new ArrayList<>();
        BitSet questions = new BitSet();
        for (Campaign campaign : release.book().campaigns()) {
            boolean struck = Triggering.struck(campaign.trigger(), facts, since).isPresent();
            boolean open = Admission.openFrom(campaign, facts) <= facts.asOf();
            boolean scheduled = campaign.trigger() instanceof Trigger.Schedule;
            if (struck || (scheduled && open)) {
                asking.add(campaign);
                questions.set(release.audience(campaign));
            }
        }
        BitSet answers = questions.isEmpty() ? questions : session.ask(facts, questions);
        long horizon = questions.isEmpty() ? History.NEVER : facts.horizon();
        for (Campaign campaign : asking) {
            OptionalLong struck = Triggering.struck(campaign.trigger(), facts, since);
            if (struck.isPresent()) {
                boolean inAudience =
                        answers.get(release.audience(campaign)) && heldAtStrike(campaign, facts, struck.getAsLong());
                strike(campaign, facts, struck.getAsLong(), inAudience, events, decisions);
            }
        }
        return nextAdmission(facts, answers, horizon);
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
            boolean inAudience,
            List<Event> events,
            List<Decision> decisions) {
        boolean open = Admission.openFrom(campaign, facts) <= facts.asOf();
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
                facts.asOf(),
                release.version(),
                outcome,
                reason,
                detail,
                null,
                trace);
    }

    private long nextAdmission(Facts facts, BitSet answers, long horizon) {
        long next = History.NEVER;
        for (Campaign campaign : release.book().campaigns()) {
            if (campaign.trigger() instanceof Trigger.OnEvent onEvent) {
                next = Math.min(next, Triggering.nextDelayed(onEvent, facts));
            } else if (campaign.trigger() instanceof Trigger.Schedule schedule) {
                next = Math.min(next, nextStrike(campaign, schedule, facts, answers, horizon));
            }
        }
        return next;
    }

    /** The next strike at which the audience could let the customer in. */
    private long nextStrike(Campaign campaign, Trigger.Schedule schedule, Facts facts, BitSet answers, long horizon) {
        long from = Admission.openFrom(campaign, facts);
        if (from <= facts.asOf()) {
            from = answers.get(release.audience(campaign)) ? facts.asOf() + 1 : horizon;
        }
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
