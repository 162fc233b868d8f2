package io.rekindle.engine.rule.book;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A condition on the facts in our own representation: read from files, checked against the vocabulary, and only then
 * printed as a rule. Author text never gets past this form.
 */
public sealed interface Condition {

    /** What the reader makes of this condition, its parts first. */
    <T> T read(Reader<T> reader);

    /** Makes something of a condition from what it made of the parts. */
    interface Reader<T> {
        T all(List<T> parts);

        T any(List<T> parts);

        T not(T part);

        T ask(Ask ask);

        T compare(Compare compare);
    }

    /** The same condition with every question replaced by what the function makes of it. */
    default Condition replace(Function<Question, Condition> replacement) {
        return read(new Replacing(replacement));
    }

    /** The questions it is made of. */
    default Stream<Question> questions() {
        Stream.Builder<Question> found = Stream.builder();
        replace(question -> {
            found.add(question);
            return question;
        });
        return found.build();
    }

    /** All of them hold; of none, it holds. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.all(conditions.stream().map(part -> part.read(reader)).toList());
        }
    }

    /** At least one holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.any(conditions.stream().map(part -> part.read(reader)).toList());
        }
    }

    /** The condition does not hold. */
    record Not(Condition condition) implements Condition {
        @Override
        public <T> T read(Reader<T> reader) {
            return reader.not(condition.read(reader));
        }
    }

    /** What is asked of one fact. */
    sealed interface Question extends Condition {

        /** The name of the fact. */
        String fact();

        List<Object> arguments();

        /** The same question with every value replaced. */
        Question withValues(UnaryOperator<Object> replacement);
    }

    /**
     * A question to the facts that answers yes or no: the name of a fact and its arguments, the comparison among them
     * where the fact depends on time, as in {@code daysSinceOrder(">=", 30)}.
     *
     * @param arguments Strings and Longs
     */
    record Ask(String fact, List<Object> arguments) implements Question {
        public Ask {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.ask(this);
        }

        @Override
        public Ask withValues(UnaryOperator<Object> replacement) {
            return new Ask(fact, arguments.stream().map(replacement).toList());
        }
    }

    /**
     * A fact compared with a value, as in {@code orders >= 5} or {@code lifecycle == "dormant"}.
     *
     * @param operator one of {@code == != < <= > >=}
     * @param value a String or a Long
     */
    record Compare(String fact, List<Object> arguments, String operator, Object value) implements Question {
        public Compare {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <T> T read(Reader<T> reader) {
            return reader.compare(this);
        }

        @Override
        public Compare withValues(UnaryOperator<Object> replacement) {
            List<Object> values = arguments.stream().map(replacement).toList();
            return new Compare(fact, values, operator, replacement.apply(value));
        }
    }
}
