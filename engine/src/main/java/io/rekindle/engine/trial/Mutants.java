package io.rekindle.engine.trial;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A condition with one of its limits moved by one, up or down: a limit is tested where moving it changes what comes out of
 * some test, which is where a test stands exactly at it and another just on its other side.
 */
final class Mutants {

    /** Conditions with more limits than an author writes in a line are segments or scores written out: tested where they stand. */
    private static final int MOST_LIMITS = 8;

    /**
     * A condition changed a little.
     *
     * @param value what a test must have to tell the two apart
     * @param question the question that was changed, by itself
     * @param changed the question as changed
     */
    record Mutant(String value, Condition condition, Condition question, Condition changed) {}

    private Mutants() {}

    static List<Mutant> of(Condition condition) {
        List<Condition.Question> questions = condition.questions().toList();
        List<Mutant> mutants = new ArrayList<>();
        for (int index = 0; index < questions.size(); index++) {
            for (Moved moved : moved(questions.get(index))) {
                mutants.add(new Mutant(
                        moved.value(),
                        with(condition, index, moved.condition()),
                        questions.get(index),
                        moved.condition()));
            }
        }
        return mutants.size() > 2 * MOST_LIMITS ? List.of() : mutants;
    }

    private record Moved(String value, Condition condition) {}

    private static Condition with(Condition whole, int index, Condition replacement) {
        AtomicInteger number = new AtomicInteger();
        return whole.replace(question -> number.getAndIncrement() == index ? replacement : question);
    }

    private static List<Moved> moved(Condition.Question question) {
        if (question instanceof Condition.Compare compare) {
            return compare.value() instanceof Long limit
                    ? moved(
                            compare.operator(),
                            limit,
                            (operator, value) ->
                                    new Condition.Compare(compare.fact(), compare.arguments(), operator, value))
                    : List.of();
        }
        List<Object> arguments = question.arguments();
        int at = 0;
        while (at < arguments.size() && !isOperator(arguments.get(at))) {
            at++;
        }
        if (at + 1 >= arguments.size() || !(arguments.get(at + 1) instanceof Long limit)) {
            return List.of();
        }
        int place = at;
        return moved((String) arguments.get(place), limit, (operator, value) -> {
            List<Object> changed = new ArrayList<>(arguments);
            changed.set(place, operator);
            changed.set(place + 1, value);
            return new Condition.Ask(question.fact(), changed);
        });
    }

    private static boolean isOperator(Object argument) {
        return argument instanceof String text && Vocabulary.OPERATORS.contains(text);
    }

    private interface Rebuilt {
        Condition.Question with(String operator, long limit);
    }

    /** The comparison with its limit one lower and one higher; an equation with one more value let in. */
    private static List<Moved> moved(String operator, long limit, Rebuilt rebuilt) {
        List<Moved> moved = new ArrayList<>();
        boolean equation = operator.equals("==") || operator.equals("!=");
        if (equation) {
            for (long other : limit == 0 ? new long[] {1} : new long[] {limit - 1, limit + 1}) {
                Condition either = new Condition.Any(List.of(rebuilt.with("==", limit), rebuilt.with("==", other)));
                moved.add(new Moved(String.valueOf(other), operator.equals("==") ? either : new Condition.Not(either)));
            }
            return moved;
        }
        // ">= 30" told apart from ">= 31" by 30 and from ">= 29" by 29; "> 30" from "> 31" by 31 and from "> 29" by 30.
        boolean includesLimit = operator.equals(">=") || operator.equals("<");
        long whenHigher = includesLimit ? limit : limit + 1;
        long whenLower = includesLimit ? limit - 1 : limit;
        if (whenLower >= 0) {
            moved.add(new Moved(String.valueOf(whenLower), rebuilt.with(operator, limit - 1)));
        }
        moved.add(new Moved(String.valueOf(whenHigher), rebuilt.with(operator, limit + 1)));
        return moved;
    }
}
