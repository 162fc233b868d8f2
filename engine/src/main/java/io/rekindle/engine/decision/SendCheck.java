package io.rekindle.engine.decision;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Holding;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.policy.Verdict;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Checks a message again at the moment it would leave, on what is known by then: the entry still runs, nothing that
 * arrived late would have kept the customer out, the step's condition and every gate of the policy still hold.
 */
public final class SendCheck {

    private SendCheck() {}

    /** Judges the departure at the instant (epoch milliseconds); a later {@code sendAt} asks to hold it until then. */
    public static Verdict judge(Evaluator evaluator, Profile profile, History history, Departure departure, long now) {
        return judge(evaluator, evaluator.facts(profile, history, now), departure);
    }

    /** The same at the facts' instant. */
    public static Verdict judge(Evaluator evaluator, Facts facts, Departure departure) {
        Profile profile = facts.profile();
        History history = facts.history();
        Optional<Campaign> campaign = evaluator.release().book().campaign(departure.campaign());
        Optional<Entry> entry = history.entries().stream()
                .filter(one -> one.id().equals(departure.entry()))
                .findFirst();
        Optional<Step> step = campaign.flatMap(found -> found.steps().stream()
                .filter(one -> one.name().equals(departure.step()))
                .filter(one -> one.variant() == null
                        || one.variant().equals(entry.map(Entry::variant).orElse("")))
                .findFirst());
        if (campaign.isEmpty() || entry.isEmpty() || step.isEmpty()) {
            Gate gone = new Gate("campaign", false, Reason.LINE_NOT_MET, "the step is no longer in the rule book");
            return new Verdict(List.of(gone), facts.asOf());
        }
        List<Gate> gates = new ArrayList<>();
        gates.add(stillRunning(evaluator, facts, campaign.get(), entry.get()));
        gates.add(lateTruth(evaluator, profile, history, campaign.get(), entry.get()));
        gates.add(coupon(facts, departure));
        Verdict again = evaluator.steps().judgeAgain(facts, campaign.get(), step.get(), departure.touchpoint());
        gates.addAll(again.gates());
        return new Verdict(gates, again.sendAt());
    }

    private static Gate stillRunning(Evaluator evaluator, Facts facts, Campaign campaign, Entry entry) {
        boolean running = entry.openAt(facts.asOf()) || entry.endReason().equals("completed");
        if (!running) {
            return new Gate("exit", false, Reason.LINE_NOT_MET, entry.endReason());
        }
        BitSet questions = new BitSet();
        for (int index = 0; index < campaign.exits().size(); index++) {
            questions.set(evaluator.release().exit(campaign, index));
        }
        BitSet answers = questions.isEmpty() ? questions : evaluator.session().ask(facts, questions);
        for (int index = 0; index < campaign.exits().size(); index++) {
            if (answers.get(evaluator.release().exit(campaign, index))) {
                return new Gate(
                        "exit",
                        false,
                        Reason.LINE_NOT_MET,
                        campaign.exits().get(index).text());
            }
        }
        return new Gate("exit", true, Reason.LINE_NOT_MET, "no exit condition holds");
    }

    /** The audience as of the entry, with all that has become known of that time since. */
    private static Gate lateTruth(
            Evaluator evaluator, Profile profile, History history, Campaign campaign, Entry entry) {
        Facts then = evaluator.facts(profile, history, entry.enteredAt());
        BitSet question = new BitSet();
        question.set(evaluator.release().audience(campaign));
        boolean holds =
                evaluator.session().ask(then, question).get(evaluator.release().audience(campaign));
        String detail = holds
                ? "the audience still held at the entry"
                : Explaining.firstNotMet(evaluator.tracing().lines(then, campaign.audience()));
        return new Gate("audience, with late events", holds, Reason.LINE_NOT_MET, detail);
    }

    private static Gate coupon(Facts facts, Departure departure) {
        Optional<Holding> holding = facts.history().holdings().stream()
                .filter(one ->
                        one.entry().equals(departure.entry()) && one.step().equals(departure.step()))
                .findFirst();
        boolean usable = holding.map(one -> one.usableAt(facts.asOf())).orElse(true);
        return new Gate("coupon", usable, Reason.COUPON_OUT_OF_STOCK, usable ? "still good" : "used or expired");
    }
}
