package io.rekindle.engine.rule.check;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Campaign.Variant;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Map;

/** Steps that nobody reaches, and reminders that do not fit the coupon they remind of. */
final class StepChecks {

    private final Campaign campaign;
    private final Problems problems;
    private final List<Path> paths;

    StepChecks(Campaign campaign, Map<String, Offer> offers, Problems problems) {
        this.campaign = campaign;
        this.problems = problems;
        this.paths = campaign.variants().isEmpty()
                ? List.of(new Path(campaign.steps(), "", offers))
                : campaign.variants().stream()
                        .filter(variant -> variant.basisPoints() > 0)
                        .map(variant -> new Path(campaign.steps(), variant.name(), offers))
                        .toList();
    }

    void run() {
        for (Step step : campaign.steps()) {
            if (paths.stream().noneMatch(path -> path.reaches(step))) {
                problems.warning(place(step), "step-never-reached", "Nobody reaches this step: " + why(step) + ".");
            }
        }
        for (Path path : paths) {
            path.reminders().forEach(reminder -> check(path, reminder));
        }
    }

    private String why(Step step) {
        boolean empty = campaign.variants().stream()
                .filter(variant -> variant.name().equals(step.variant()))
                .map(Variant::basisPoints)
                .anyMatch(share -> share == 0);
        if (empty) {
            return "variant " + step.variant() + " has 0% of the customers";
        }
        String who = step.variant() == null ? "" : " in variant " + step.variant();
        return step.timing() instanceof Step.Timing.BeforeCouponExpires
                ? "no step before it" + who + " gives a coupon"
                : "the step it comes after is not taken" + who;
    }

    private void check(Path path, Path.Reminder reminder) {
        Offer offer = reminder.offer();
        String valid = "The coupon " + offer.code() + " is valid for " + offer.valid();
        Phrase where = place(reminder.step());
        if (reminder.at() < reminder.given()) {
            String message = valid + ", so this time before it expires is past when the coupon is given.";
            problems.warning(where, "reminder-before-coupon", message);
        } else if (reminder.needsUnused() && reminder.at() >= reminder.expires()) {
            String message = valid + ": it has expired when this step is due, so the step never sends.";
            problems.warning(where, "reminder-after-expiry", message);
        } else if (reminder.isEarly() && !path.remindsLater(reminder)) {
            String message = valid + ", and its last reminder comes " + reminder.daysLeft() + " days before it expires."
                    + " Remind of it nearer to its end, like \"2 days before the coupon expires\".";
            problems.warning(where, "coupon-outlives-reminder", message);
        }
    }

    private Phrase place(Step step) {
        return Phrase.of(campaign.file(), step.number(), 0, "");
    }
}
