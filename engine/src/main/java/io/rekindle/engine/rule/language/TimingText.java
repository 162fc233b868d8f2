package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Step.Timing;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a step is due.
 *
 * @param before the names of the steps before it
 * @param afterCoupon whether one of them gives a coupon
 */
record TimingText(Set<String> before, boolean afterCoupon, Problems problems) {

    private static final Pattern LATER = Pattern.compile("(.+) later");
    private static final Pattern AFTER = Pattern.compile("(.+) after (\\S+)");
    private static final Pattern BEFORE_EXPIRY = Pattern.compile("(.+) before the coupon expires");

    /** The timing; null, and why among the problems, where the text is none. */
    @Nullable
    Timing read(Phrase text) {
        String plain = text.text().toLowerCase(Locale.ROOT);
        Matcher later = LATER.matcher(plain);
        Matcher after = AFTER.matcher(plain);
        Matcher expiry = BEFORE_EXPIRY.matcher(plain);
        if (plain.equals("at once")) {
            return new Timing.AtOnce();
        }
        if (later.matches()) {
            Span span = span(text, later);
            return span == null ? null : new Timing.After(span, null);
        }
        if (expiry.matches()) {
            Span span = span(text, expiry);
            if (!afterCoupon) {
                problems.error(text, "no-coupon", "No step before this one gives a coupon that could expire.");
            }
            return span == null ? null : new Timing.BeforeCouponExpires(span);
        }
        if (after.matches()) {
            Span span = span(text, after);
            String step = step(text.part(after.start(2), after.end(2)));
            return span == null || step == null ? null : new Timing.After(span, step);
        }
        String message = "I don't know the time \"" + text.original() + "\". Try \"at once\", \"2 days later\", "
                + "\"30 days after d30\" or \"2 days before the coupon expires\".";
        problems.error(text, "unknown-time", message);
        return null;
    }

    private @Nullable Span span(Phrase text, Matcher matcher) {
        return Amounts.span(text.part(matcher.start(1), matcher.end(1)), problems);
    }

    private @Nullable String step(Phrase name) {
        if (before.contains(name.text())) {
            return name.text();
        }
        String message = "There is no step \"" + name.original() + "\" before this one.";
        problems.error(name, "unknown-step", message, Nearest.of(name.text(), before));
        return null;
    }
}
