package io.rekindle.engine.rule.sentence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The scopes of Drools' {@code .dsl} files, and what they hold in ours. */
public enum Scope {
    /** A question to the facts; what it asks stands after the sign of equality. */
    CONDITION,
    /** What a setting may say; which setting stands after the sign of equality. */
    CONSEQUENCE,
    /** The name of a setting; whose, and what it holds, stands after the sign of equality. */
    KEYWORD;

    static Optional<Scope> of(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
