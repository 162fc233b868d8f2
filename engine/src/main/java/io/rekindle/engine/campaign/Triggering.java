package io.rekindle.engine.campaign;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Trigger;
import java.time.ZoneId;
import java.util.OptionalLong;

/** When a campaign's trigger strikes for one customer; every instant in epoch milliseconds. */
public final class Triggering {

    private Triggering() {}

    /**
     * The occasion on which the trigger struck after one instant and no later than the facts': the latest strike of a
     * schedule, or the latest event whose delay is over; empty if it did not.
     */
    public static OptionalLong struck(Trigger trigger, Facts facts, long since) {
        ZoneId zone = facts.profile().zone();
        if (trigger instanceof Trigger.Schedule schedule) {
            OptionalLong last = OptionalLong.empty();
            long strike = schedule.atOrAfter(since + 1, zone);
            while (strike <= facts.asOf()) {
                last = OptionalLong.of(strike);
                strike = schedule.atOrAfter(strike + 1, zone);
            }
            return last;
        }
        Trigger.OnEvent onEvent = (Trigger.OnEvent) trigger;
        long last = facts.lastDelayed(onEvent.event(), at -> onEvent.delay().after(at, zone));
        return last != History.NEVER && onEvent.delay().after(last, zone) > since
                ? OptionalLong.of(last)
                : OptionalLong.empty();
    }

    /** The first instant after the facts' at which a delayed event comes due; an event itself is known by its arrival. */
    public static long nextDelayed(Trigger.OnEvent trigger, Facts facts) {
        ZoneId zone = facts.profile().zone();
        return trigger.delay().amount() == 0
                ? History.NEVER
                : facts.nextDelayed(trigger.event(), at -> trigger.delay().after(at, zone));
    }
}
