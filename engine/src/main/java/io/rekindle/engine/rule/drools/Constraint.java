package io.rekindle.engine.rule.drools;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Condition.Ask;
import io.rekindle.engine.rule.book.Condition.Compare;
import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.sentence.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A condition in the words of a Drools pattern.
 *
 * @param cost what is cheap and cannot change by time stands first: a test that is not reached notes no horizon
 * @param join how the parts are joined, empty for a single test
 */
record Constraint(int cost, String text, String join, List<Constraint> parts) {

    private static final String AND = " && ";
    private static final String OR = " || ";
    private static final int STATE = 0;
    private static final int CONSTANT = 1;
    private static final int TIMED = 2;

    /** The constraints of a pattern that asks for the condition: all must hold. */
    static List<String> of(Condition condition) {
        Constraint whole = NormalForm.of(condition).read(new Printer());
        Stream<Constraint> parts = whole.join.equals(AND) ? whole.parts.stream() : Stream.of(whole);
        return parts.map(Constraint::text).distinct().toList();
    }

    private static Constraint joined(String join, List<Constraint> given) {
        List<Constraint> parts = given.stream()
                .flatMap(part -> part.join.equals(join) ? part.parts.stream() : Stream.of(part))
                .sorted(Comparator.comparingInt(Constraint::cost))
                .toList();
        if (parts.size() == 1) {
            return parts.get(0);
        }
        if (parts.isEmpty() && join.equals(OR)) {
            throw new IllegalArgumentException("a group without conditions");
        }
        int cost = parts.stream().mapToInt(Constraint::cost).max().orElse(STATE);
        String text =
                "(" + String.join(join, parts.stream().map(Constraint::text).toList()) + ")";
        return new Constraint(cost, text, join, parts);
    }

    /** Prints from the innermost part outwards. */
    private static final class Printer implements Condition.Reader<Constraint> {

        @Override
        public Constraint all(List<Constraint> parts) {
            return joined(AND, parts);
        }

        @Override
        public Constraint any(List<Constraint> parts) {
            return joined(OR, parts);
        }

        @Override
        public Constraint not(Constraint part) {
            return new Constraint(part.cost, "!" + part.text, "", List.of());
        }

        @Override
        public Constraint ask(Ask ask) {
            Vocabulary.Fact fact = primitive(ask.fact());
            return new Constraint(cost(fact), call(fact, ask.arguments()), "", List.of());
        }

        @Override
        public Constraint compare(Compare compare) {
            Vocabulary.Fact fact = primitive(compare.fact());
            String left = fact.arguments().isEmpty() ? fact.name() : call(fact, compare.arguments());
            String text = left + " " + operator(compare.operator()) + " " + literal(fact.answer(), compare.value());
            return new Constraint(cost(fact), text, "", List.of());
        }

        private static Vocabulary.Fact primitive(String name) {
            return Vocabulary.find(name)
                    .filter(Vocabulary.Fact::isPrimitive)
                    .orElseThrow(() -> new IllegalArgumentException("rules may not ask for " + name));
        }

        private static int cost(Vocabulary.Fact fact) {
            return fact.timed() ? TIMED : fact.name().equals(Vocabulary.LIFECYCLE) ? STATE : CONSTANT;
        }

        private static String call(Vocabulary.Fact fact, List<Object> arguments) {
            if (arguments.size() != fact.arguments().size()) {
                throw new IllegalArgumentException(fact.name() + " does not take " + arguments);
            }
            List<String> literals = new ArrayList<>();
            for (int index = 0; index < arguments.size(); index++) {
                literals.add(literal(fact.arguments().get(index), arguments.get(index)));
            }
            return fact.name() + "(" + String.join(", ", literals) + ")";
        }

        private static String literal(Kind kind, Object value) {
            return switch (kind) {
                case DAYS -> Integer.toString(Math.toIntExact((Long) value));
                case NUMBER -> (Long) value + "L";
                case TEXT -> quoted((String) value);
                case OPERATOR -> quoted(operator((String) value));
                case YES_NO -> throw new IllegalArgumentException("not a value: " + value);
            };
        }

        private static String operator(String text) {
            if (!Vocabulary.OPERATORS.contains(text)) {
                throw new IllegalArgumentException("not a comparison: " + text);
            }
            return text;
        }

        /** Readers of rule files refuse these signs; a rule never gets them, whoever made the condition. */
        private static String quoted(String text) {
            boolean plain = text.codePoints()
                    .noneMatch(sign -> sign == '"'
                            || sign == '\\'
                            || sign == '\''
                            || sign == '{'
                            || sign == '}'
                            || Character.isISOControl(sign)
                            || Character.getType(sign) == Character.FORMAT);
            if (!plain) {
                throw new IllegalArgumentException("a rule's text may not hold quotes, braces or invisible signs");
            }
            return "\"" + text + "\"";
        }
    }
}
