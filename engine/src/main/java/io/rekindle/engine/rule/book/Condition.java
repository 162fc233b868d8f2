package io.rekindle.engine.rule.book;

import java.util.List;

/**
 * A condition on the facts in our own representation: read from files, checked against the vocabulary, and only then
 * printed as a rule. Author text never gets past this form.
 */
public sealed interface Condition {

    /** All of them hold; of none, it holds. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** At least one holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** The test does not hold. */
    record Not(Condition condition) implements Condition {}

    /**
     * A question to the facts that answers yes or no: the name of a fact and its arguments, the comparison among them
     * where the fact depends on time, as in {@code daysSinceOrder(">=", 30)}.
     *
     * @param arguments Strings and Longs
     */
    record Ask(String fact, List<Object> arguments) implements Condition {
        public Ask {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A fact compared with a value, as in {@code orders >= 5} or {@code lifecycle == "dormant"}.
     *
     * @param operator one of {@code == != < <= > >=}
     * @param value a String or a Long
     */
    record Compare(String fact, List<Object> arguments, String operator, Object value) implements Condition {
        public Compare {
            arguments = List.copyOf(arguments);
        }
    }
}
