package io.rekindle.engine.decision;

import io.rekindle.engine.campaign.Triggering;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Trigger;

/** Lets time pass for one customer to whom nothing new happens, from one exact instant of change to the next. */
final class Future {

    /** Instants looked at; a customer whom the rules leave alone changes a few dozen times in a year. */
    private static final int MOST = 500;

    private Future() {}

    /**
     * The first instant from the given one on at which the customer enters the campaign, or {@link History#NEVER}.
     *
     * @param history is changed
     * @param since what evaluate() is told of the evaluation before
     */
    static long entering(
            Evaluator evaluator, Profile profile, History history, Campaign campaign, long since, long at, long until) {
        long now = at;
        long from = since;
        for (int looks = 0; looks < MOST; looks++) {
            Evaluation evaluation = evaluator.look(profile, history, from, now);
            if (enters(evaluation, campaign)) {
                return now;
            }
            if (evaluation.changes()) {
                settle(history, evaluation);
                from = now;
                continue;
            }
            boolean over = campaign.trigger() instanceof Trigger.OnEvent onEvent
                    && history.nextEventAfter(now) == History.NEVER
                    && Triggering.nextDelayed(onEvent, new Facts(profile, history, now)) == History.NEVER;
            if (over || evaluation.next() > until) {
                return History.NEVER;
            }
            now = evaluation.next();
            from = now - 1;
        }
        return History.NEVER;
    }

    private static boolean enters(Evaluation evaluation, Campaign campaign) {
        return evaluation.decisions().stream()
                .anyMatch(one ->
                        one.outcome() == Outcome.ENTERED && one.campaign().equals(campaign.name()));
    }

    /** What was decided comes to pass: every coupon and budget can be had, and no message is answered. */
    static void settle(History history, Evaluation evaluation) {
        evaluation.events().forEach(event -> Fold.apply(history, event));
        for (Decision decision : evaluation.decisions()) {
            Intent intent = decision.intent();
            String code = intent == null || intent.coupon() == null ? null : "what-if-" + decision.id();
            decision.events(code).forEach(event -> Fold.apply(history, event));
        }
    }
}
