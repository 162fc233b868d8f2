package io.rekindle.engine.rule.check;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Step.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The steps that the customers of one variant take, and how long after entering each is due, if nothing holds it up. */
final class Path {

    private static final long DAY = 24 * 60 * 60 * 1000L;
    /** A reminder with fewer days left than this is near enough to the end. */
    private static final int NEAR_DAYS = 3;

    private final Map<Step, Long> due = new HashMap<>();
    private final List<Reminder> reminders = new ArrayList<>();

    /** A step that speaks of a coupon given before; times in milliseconds after entering. */
    record Reminder(Step step, Offer offer, long given, long at, boolean needsUnused) {

        long expires() {
            return given + offer.valid().toMillis();
        }

        /** Whether it comes at a fixed time in the first half of the coupon's days. */
        boolean isEarly() {
            return needsUnused && expires() - at > at - given && daysLeft() > NEAR_DAYS;
        }

        long daysLeft() {
            return (expires() - at) / DAY;
        }
    }

    /** A coupon given on the way. */
    private record Given(Offer offer, long at) {}

    Path(List<Step> steps, String variant, Map<String, Offer> offers) {
        Map<String, Long> byName = new HashMap<>();
        OptionalLong before = OptionalLong.of(0);
        Given given = null;
        for (Step step : steps) {
            if (step.variant() != null && !step.variant().equals(variant)) {
                continue;
            }
            OptionalLong at = due(step, before, byName, given);
            before = at;
            if (at.isPresent()) {
                due.put(step, at.getAsLong());
                byName.put(step.name(), at.getAsLong());
                remember(step, at.getAsLong(), given);
                Offer offer = step.coupon() == null ? null : offers.get(step.coupon());
                given = offer == null ? given : new Given(offer, at.getAsLong());
            }
        }
    }

    private static OptionalLong due(Step step, OptionalLong before, Map<String, Long> byName, @Nullable Given given) {
        if (step.timing() instanceof Timing.After after) {
            Long named = after.step() == null ? null : byName.get(after.step());
            boolean never = after.step() == null ? before.isEmpty() : named == null;
            long from = named == null ? before.orElse(0) : named;
            return never
                    ? OptionalLong.empty()
                    : OptionalLong.of(from + after.span().toMillis());
        }
        if (step.timing() instanceof Timing.BeforeCouponExpires expiry) {
            return given == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(given.at()
                            + given.offer().valid().toMillis()
                            - expiry.span().toMillis());
        }
        return OptionalLong.of(0);
    }

    private void remember(Step step, long at, @Nullable Given given) {
        boolean beforeExpiry = step.timing() instanceof Timing.BeforeCouponExpires;
        boolean needsUnused = step.conditions().stream()
                .anyMatch(line -> line.condition() instanceof Condition.Ask ask
                        && ask.fact().equals("couponUnused"));
        if (given != null && step.coupon() == null && (beforeExpiry || needsUnused)) {
            reminders.add(new Reminder(step, given.offer(), given.at(), at, needsUnused));
        }
    }

    boolean reaches(Step step) {
        return due.containsKey(step);
    }

    List<Reminder> reminders() {
        return reminders;
    }

    /** Whether the same coupon is spoken of once more. */
    boolean remindsLater(Reminder reminder) {
        return reminders.stream()
                .anyMatch(other -> other.offer().equals(reminder.offer()) && other.at() > reminder.at());
    }
}
