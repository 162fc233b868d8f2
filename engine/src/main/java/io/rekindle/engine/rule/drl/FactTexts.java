package io.rekindle.engine.rule.drl;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.source.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the texts in questions are, so that a misspelt name is never just a text that nobody has. A fact of the vocabulary with
 * a text that is not listed here cannot be asked by raw rules.
 */
record FactTexts(Known known) {

    private static final Set<String> DIMENSIONS = Set.of("R", "F", "M");

    private static final Map<String, List<Sort>> SORTS = Map.ofEntries(
            Map.entry(Vocabulary.LIFECYCLE, List.of(Sort.STATE)),
            Map.entry(Vocabulary.WAS_LIFECYCLE, List.of(Sort.STATE)),
            Map.entry(Vocabulary.SEGMENT, List.of(Sort.SEGMENT)),
            Map.entry(Vocabulary.RFM, List.of(Sort.DIMENSION)),
            Map.entry("couponsIssued", List.of(Sort.COUPON)),
            Map.entry("holdsUnused", List.of(Sort.COUPON)),
            Map.entry("events", List.of(Sort.EVENT)),
            Map.entry("daysSinceEvent", List.of(Sort.EVENT)),
            Map.entry("eventsIn", List.of(Sort.EVENT)),
            Map.entry("hasTag", List.of(Sort.PLAIN)),
            Map.entry("traitIs", List.of(Sort.PLAIN, Sort.PLAIN)),
            Map.entry("hasConsent", List.of(Sort.PLAIN)));

    private enum Sort {
        STATE,
        SEGMENT,
        DIMENSION,
        COUPON,
        EVENT,
        PLAIN
    }

    /** Whether raw rules may ask the fact; those about the way through a campaign they may not. */
    static boolean askable(Vocabulary.Fact fact) {
        boolean texts =
                fact.answer() == Vocabulary.Kind.TEXT || fact.arguments().contains(Vocabulary.Kind.TEXT);
        return !texts || SORTS.containsKey(fact.name());
    }

    /** The value of a text at its place among the texts of a fact. */
    String read(Vocabulary.Fact fact, int place, Token text) {
        return switch (SORTS.getOrDefault(fact.name(), List.of()).get(place)) {
            case STATE -> state(text);
            case SEGMENT -> oneOf(known.segments(), "segment", text);
            case DIMENSION -> oneOf(DIMENSIONS, "score", text);
            case COUPON -> oneOf(known.coupons(), "coupon", text);
            case EVENT -> Event.keyOf(text.text());
            case PLAIN -> text.text();
        };
    }

    private static String state(Token text) {
        if (LifecycleState.of(text.text()).isPresent()) {
            return text.text();
        }
        List<String> states =
                Arrays.stream(LifecycleState.values()).map(LifecycleState::key).toList();
        throw unknown(text, "lifecycle state", states);
    }

    private static String oneOf(Collection<String> names, String noun, Token text) {
        if (names.contains(text.text())) {
            return text.text();
        }
        throw unknown(text, noun, names);
    }

    private static Refused unknown(Token text, String noun, Collection<String> names) {
        return new Refused(
                text.where(),
                "unknown-" + noun.replace(' ', '-'),
                "There is no " + noun + " " + text.shown() + ".",
                Nearest.of(text.text(), names));
    }
}
