package io.rekindle.engine.trial;

import io.rekindle.engine.campaign.Triggering;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Explainer;
import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.sweep.Decided;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test's customer went through.
 *
 * @param history with all that happened
 * @param events what the rules made happen, in order
 * @param left the messages that left
 * @param dropped those that were decided, and stopped when they were to leave
 * @param looks the instants at which the customer was evaluated, with the history as it was before
 * @param state at the end
 * @param next when the customer is next looked at by time alone, epoch milliseconds
 */
record Run(
        RuleTest test,
        Evaluator evaluator,
        Profile profile,
        History history,
        List<Event> events,
        List<Decided> decided,
        List<Message> left,
        List<Message> dropped,
        List<Look> looks,
        @Nullable LifecycleState state,
        long next) {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    /** A message that left, or was stopped for the reason. */
    record Message(String campaign, String entry, String step, String channel, long at, String why) {}

    /** One evaluation. */
    record Look(long at, History before) {}

    Stream<Event> events(String key, String property, String value) {
        return events.stream()
                .filter(event -> event.key().equals(key))
                .filter(event -> value.equals(event.text(property)));
    }

    /** The real entries of a campaign: those of its holdout are not. */
    Stream<Event> entries(String campaign) {
        return events("campaign_entered", "campaign", campaign).filter(event -> !"true".equals(event.text("holdout")));
    }

    /** What was decided of a step. */
    Stream<Decision> decisions(String campaign, String step) {
        return decided.stream()
                .map(Decided::settled)
                .filter(one -> one.campaign().equals(campaign) && one.step().equals(step));
    }

    /** The first instant then, in the test, at which the campaign's trigger struck, epoch milliseconds. */
    OptionalLong strike(Campaign campaign, When when) {
        if (campaign.trigger() instanceof Trigger.Schedule schedule) {
            long first = schedule.atOrAfter(Math.max(test.at(), when.from()), test.zone());
            return first <= Math.min(test.end(), when.to()) ? OptionalLong.of(first) : OptionalLong.empty();
        }
        return looks.stream()
                .mapToLong(Look::at)
                .filter(when::contains)
                .filter(at -> Triggering.struck(campaign.trigger(), new Facts(profile, history, at), at - 1)
                        .isPresent())
                .findFirst();
    }

    /** Why the campaign takes the customer or not, at the instant, as things stood just before. */
    Explanation explain(Campaign campaign, long at) {
        History then = looks.stream()
                .filter(look -> look.at() >= at)
                .map(Look::before)
                .findFirst()
                .orElse(history);
        return new Explainer(evaluator).explain(profile, then, campaign, at);
    }

    Facts facts(long at) {
        return evaluator.facts(profile, history, at);
    }

    String time(long instant) {
        return time(instant, test.zone());
    }

    static String time(long instant, ZoneId zone) {
        return FORM.format(Instant.ofEpochMilli(instant).atZone(zone));
    }
}
