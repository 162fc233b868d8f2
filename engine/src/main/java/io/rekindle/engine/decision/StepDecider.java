package io.rekindle.engine.decision;

import io.rekindle.engine.campaign.Steps;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.policy.ContactPolicy;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.policy.Proposal;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.policy.Verdict;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides the steps of a customer that are due: condition first, then policy, campaigns in order of priority. */
final class StepDecider {

    /** Millionths of the currency in one minor unit. */
    private static final long MICROS_PER_MINOR = 10_000;

    private record Due(Campaign campaign, Entry entry, Steps.Pending pending) {}

    private final Release release;
    private final RuleSession session;
    private final Tracing tracing;
    private final ContactPolicy contact;

    StepDecider(Release release, RuleSession session, Tracing tracing) {
        this.release = release;
        this.session = session;
        this.tracing = tracing;
        this.contact = new ContactPolicy(release.book().policy());
    }

    List<Decision> decide(Facts facts, List<Passages.Running> running) {
        if (running.isEmpty()) {
            return List.of();
        }
        List<Due> due = running.stream()
                .flatMap(one -> one.pending().stream()
                        .filter(pending -> pending.dueAt() <= facts.asOf())
                        .map(pending -> new Due(one.campaign(), one.entry(), pending)))
                .sorted(Comparator.comparingInt(
                                (Due one) -> contact.rank(one.campaign().name()))
                        .thenComparing(one -> one.campaign().name()))
                .toList();
        if (due.isEmpty()) {
            return List.of();
        }
        BitSet answers = ask(facts, due);
        List<Decision> decisions = new ArrayList<>();
        List<Proposal.Planned> earlier = new ArrayList<>();
        for (Due one : due) {
            Decision decision = decide(facts, one, answers, earlier);
            Optional.ofNullable(decision.intent())
                    .ifPresent(intent ->
                            earlier.add(new Proposal.Planned(decision.campaign(), intent.channel(), intent.sendAt())));
            decisions.add(decision);
        }
        return decisions;
    }

    /** Asks the conditions of the given steps and the policy's never-contact lines. */
    private BitSet ask(Facts facts, List<Due> due) {
        BitSet questions = neverContact();
        due.forEach(one -> setCondition(questions, one.campaign(), one.pending().step()));
        return questions.isEmpty() ? questions : session.ask(facts, questions);
    }

    private void setCondition(BitSet questions, Campaign campaign, Step step) {
        int question = release.step(campaign, step);
        if (question >= 0) {
            questions.set(question);
        }
    }

    private BitSet neverContact() {
        BitSet questions = new BitSet();
        for (int index = 0; index < release.book().policy().neverContact().size(); index++) {
            questions.set(release.neverContact(index));
        }
        return questions;
    }

    private Decision decide(Facts facts, Due due, BitSet answers, List<Proposal.Planned> earlier) {
        Step step = due.pending().step();
        List<LineSeen> lines = tracing.lines(facts, step.conditions());
        int question = release.step(due.campaign(), step);
        if (!due.pending().impossible().isEmpty()) {
            return decision(
                    facts,
                    due,
                    Outcome.SKIPPED,
                    Reason.LINE_NOT_MET,
                    due.pending().impossible(),
                    null,
                    new Trace(lines, List.of()));
        }
        if (question >= 0 && !answers.get(question)) {
            return decision(
                    facts,
                    due,
                    Outcome.SKIPPED,
                    Reason.LINE_NOT_MET,
                    firstNotMet(lines),
                    null,
                    new Trace(lines, List.of()));
        }
        String touchpoint = Decision.touchpointId(due.entry().id(), step.name());
        Offer offer = step.coupon() == null ? null : release.book().offers().get(step.coupon());
        Verdict verdict = contact.judge(new Proposal(
                facts, due.campaign().name(), step.channel(), touchpoint, forbidden(answers), offer, earlier));
        Trace trace = new Trace(lines, verdict.gates());
        Optional<Gate> refusal = verdict.refusal();
        return refusal.isPresent()
                ? decision(
                        facts,
                        due,
                        Outcome.REFUSED,
                        refusal.get().reason(),
                        refusal.get().detail(),
                        null,
                        trace)
                : decision(facts, due, Outcome.SEND, null, "", intent(facts, step, touchpoint, offer, verdict), trace);
    }

    static String firstNotMet(List<LineSeen> lines) {
        return lines.stream()
                .filter(line -> !line.holds())
                .map(LineSeen::text)
                .findFirst()
                .orElse("");
    }

    private BitSet forbidden(BitSet answers) {
        BitSet forbidden = new BitSet();
        for (int index = 0; index < release.book().policy().neverContact().size(); index++) {
            forbidden.set(index, answers.get(release.neverContact(index)));
        }
        return forbidden;
    }

    private Intent intent(Facts facts, Step step, String touchpoint, @Nullable Offer offer, Verdict verdict) {
        Policy policy = release.book().policy();
        return new Intent(
                touchpoint,
                step.channel(),
                step.template(),
                offer == null ? null : offer.code(),
                verdict.sendAt(),
                Objects.requireNonNullElse(policy.costMicros().get(step.channel()), 0L),
                offer == null ? 0 : offer.liability(facts.getCartValue()) * MICROS_PER_MINOR,
                offer == null
                        ? 0
                        : offer.valid().after(verdict.sendAt(), facts.profile().zone()));
    }

    private Decision decision(
            Facts facts,
            Due due,
            Outcome outcome,
            @Nullable Reason reason,
            String detail,
            @Nullable Intent intent,
            Trace trace) {
        return new Decision(
                facts.profile().id(),
                due.campaign().name(),
                due.entry().id(),
                due.pending().step().name(),
                due.entry().occasion(),
                facts.asOf(),
                release.version(),
                outcome,
                reason,
                detail,
                intent,
                trace);
    }

    /** Judges a step's message as if it were due now, and its coupon not yet issued. */
    Verdict judgeFully(Facts facts, Campaign campaign, Step step, String touchpoint) {
        return judge(
                facts,
                campaign,
                step,
                touchpoint,
                step.coupon() == null ? null : release.book().offers().get(step.coupon()));
    }

    /** Judges again a step's message that is about to leave: its conditions and every gate, on the facts of now. */
    Verdict judgeAgain(Facts facts, Campaign campaign, Step step, String touchpoint) {
        return judge(facts, campaign, step, touchpoint, null);
    }

    private Verdict judge(Facts facts, Campaign campaign, Step step, String touchpoint, @Nullable Offer offer) {
        BitSet questions = neverContact();
        setCondition(questions, campaign, step);
        BitSet answers = questions.isEmpty() ? questions : session.ask(facts, questions);
        Verdict verdict = contact.judge(
                new Proposal(facts, campaign.name(), step.channel(), touchpoint, forbidden(answers), offer, List.of()));
        int question = release.step(campaign, step);
        boolean holds = question < 0 || answers.get(question);
        List<Gate> gates = new ArrayList<>();
        List<LineSeen> lines = holds ? List.of() : tracing.lines(facts, step.conditions());
        gates.add(new Gate("step condition", holds, Reason.LINE_NOT_MET, holds ? "still holds" : firstNotMet(lines)));
        gates.addAll(verdict.gates());
        return new Verdict(gates, verdict.sendAt());
    }
}
