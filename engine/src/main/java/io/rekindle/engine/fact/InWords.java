package io.rekindle.engine.fact;

import java.util.List;
import java.util.Optional;

/**
 * Says in a few English words what a rule saw of a customer, such as {@code 41 days, on 3 Nov}. Saying it notes no horizon.
 * Holds nothing that says who the customer is.
 */
public final class InWords {

    private final List<Words> subjects;

    public InWords(Facts facts) {
        subjects = List.of(
                new LifecycleInWords(facts),
                new TraitsInWords(facts),
                new CountsInWords(facts),
                new PurchasesInWords(facts),
                new PassageInWords(facts));
    }

    /** What the fact of that name, asked with those arguments (Strings and Longs), saw. */
    public String of(String fact, List<Object> arguments) {
        return subjects.stream()
                .map(subject -> subject.of(fact, arguments))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }
}
