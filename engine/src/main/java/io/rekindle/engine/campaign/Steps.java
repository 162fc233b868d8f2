package io.rekindle.engine.campaign;

import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Holding;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps an entry has still to take, and when each is due; every instant in epoch milliseconds. */
public final class Steps {

    private Steps() {}

    /**
     * A step still to be decided.
     *
     * @param dueAt {@link History#NEVER} while what it waits for has not happened
     * @param impossible why it can no longer happen, or empty: it waits for a coupon that was not issued
     */
    public record Pending(Step step, long dueAt, String impossible) {}

    /** The steps of the entry's variant that are not decided yet, in the order of the file. */
    public static List<Pending> pending(Campaign campaign, Entry entry, Facts facts) {
        List<Pending> pending = new ArrayList<>();
        List<Step> mine = new ArrayList<>();
        for (Step step : campaign.steps()) {
            if (step.variant() == null || step.variant().equals(entry.variant())) {
                mine.add(step);
            }
        }
        for (int index = 0; index < mine.size(); index++) {
            Step step = mine.get(index);
            if (!entry.steps().containsKey(nameIn(step))) {
                pending.add(due(mine, index, entry, facts));
            }
        }
        return pending;
    }

    /** The name under which a step is remembered. */
    public static String nameIn(Step step) {
        return step.name();
    }

    private static Pending due(List<Step> mine, int index, Entry entry, Facts facts) {
        Step step = mine.get(index);
        ZoneId zone = facts.profile().zone();
        if (step.timing() instanceof Step.Timing.After after) {
            long from = from(mine, index, after.step(), entry);
            return new Pending(step, from == History.NEVER ? from : after.span().after(from, zone), "");
        }
        if (step.timing() instanceof Step.Timing.BeforeCouponExpires before) {
            Holding holding = facts.couponOf(entry);
            if (holding != null) {
                return new Pending(step, before.span().before(holding.expiresAt(), zone), "");
            }
            boolean couponMayCome = mine.subList(0, index).stream()
                    .anyMatch(one -> one.coupon() != null && !entry.steps().containsKey(nameIn(one)));
            return couponMayCome
                    ? new Pending(step, History.NEVER, "")
                    : new Pending(step, facts.asOf(), "no coupon was issued in this entry");
        }
        return new Pending(step, entry.enteredAt(), "");
    }

    /** When the step waited for was to be sent, or was decided without a message. */
    private static long from(List<Step> mine, int index, @Nullable String named, Entry entry) {
        String before = named != null ? named : index == 0 ? null : nameIn(mine.get(index - 1));
        if (before == null) {
            return entry.enteredAt();
        }
        Entry.StepDone done = entry.steps().get(before);
        return done == null ? History.NEVER : done.sendAt();
    }
}
