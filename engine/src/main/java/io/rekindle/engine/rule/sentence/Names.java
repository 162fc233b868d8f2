package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.fact.LifecycleState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that lines may use at some place of a book.
 *
 * @param currency the book's currency
 * @param stateLabels the labels of lifecycle.csv in lower case, and the states they stand for
 * @param steps the steps that may be spoken of
 * @param campaign the campaign in which the line stands, or null
 * @param entered whether the line is asked of customers who have entered that campaign
 */
public record Names(
        String currency,
        Map<String, LifecycleState> stateLabels,
        Set<String> segments,
        Set<String> coupons,
        Set<String> steps,
        @Nullable String campaign,
        boolean entered) {

    public Names {
        stateLabels = Map.copyOf(stateLabels);
        segments = Set.copyOf(segments);
        coupons = Set.copyOf(coupons);
        steps = Set.copyOf(steps);
    }

    /** The same names for the audience of a campaign. */
    public Names audienceOf(String itsName) {
        return new Names(currency, stateLabels, segments, coupons, Set.of(), itsName, false);
    }

    /** The same names for what is asked after entering a campaign. */
    public Names inside(String itsName, Set<String> itsSteps) {
        return new Names(currency, stateLabels, segments, coupons, itsSteps, itsName, true);
    }

    /** The state with that name, or else with that label. */
    Optional<LifecycleState> state(String text) {
        return LifecycleState.of(text.replace(' ', '_'))
                .or(() -> Optional.ofNullable(stateLabels.get(text.toLowerCase(Locale.ROOT))));
    }
}
