package io.rekindle.engine.fact;

import java.util.List;
import java.util.Optional;

/** Says what rules about the lifecycle saw. */
final class LifecycleInWords extends Words {

    LifecycleInWords(Facts facts) {
        super(facts);
    }

    @Override
    Optional<String> of(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "lifecycle" -> lifecycle() + since();
                    case "lifecycleBefore" ->
                        facts.getLifecycleBefore().isEmpty()
                                ? "no state before"
                                : "was " + facts.getLifecycleBefore().replace('_', ' ') + " before";
                    case "daysInLifecycle" ->
                        lifecycle() + ", " + days(facts.daysBetween(facts.lifecycleSince())) + since();
                    case "becameLifecycle" -> became(text(arguments, 0));
                    case "wasLifecycle" ->
                        (facts.wasLifecycle(text(arguments, 0)) ? "was " : "never was ")
                                + text(arguments, 0).replace('_', ' ');
                    default -> null;
                });
    }

    private String became(String state) {
        long entered = facts.enteredLifecycle(state);
        String name = state.replace('_', ' ');
        return entered == History.NEVER ? "never became " + name : "became " + name + " on " + date(entered);
    }

    private String lifecycle() {
        String state = facts.getLifecycle();
        return state.isEmpty() ? "no state" : state.replace('_', ' ');
    }

    private String since() {
        return facts.getLifecycle().isEmpty() ? "" : " since " + date(facts.lifecycleSince());
    }
}
