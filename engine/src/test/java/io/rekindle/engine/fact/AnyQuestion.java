package io.rekindle.engine.fact;

import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.sentence.Vocabulary.Kind;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A question that rules may ask, with random values: made from the vocabulary, so that no fact can be forgotten. */
record AnyQuestion(Vocabulary.Fact fact, Method method, List<Object> arguments) {

    private static final List<String> OPERATORS = List.of("<", "<=", ">", ">=", "==", "!=");
    private static final List<String> EVENTS =
            List.of("order_completed", "visit", "coupon_viewed", "product_viewed", "never_happened");

    /** What the texts among the values can be, by the name of the parameter. */
    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry("key", EVENTS),
            Map.entry("property", List.of("category")),
            Map.entry("value", List.of("shoes", "hats", "Paris")),
            Map.entry("values", List.of("Rome,Paris", "Rome")),
            Map.entry("part", List.of("ar", "om")),
            Map.entry("trait", List.of("birthday", "renews", "name_day", "points", "city")),
            Map.entry("tag", List.of("vip")),
            Map.entry("topic", List.of("news", "offers")),
            Map.entry("channel", List.of("push", "sms")),
            Map.entry("split", List.of("autumn")),
            Map.entry("state", List.of("dormant", "active", "loyal")),
            Map.entry("coupon", List.of("NEW20", "*", "OTHER")),
            Map.entry("campaign", List.of("welcome", "winback")),
            Map.entry("step", List.of("hello")),
            Map.entry("of", List.of("welcome", "winback/hello", "*")),
            Map.entry("what", List.of("received", "opened", "clicked", "replied", "failed")));

    static List<Vocabulary.Fact> facts() {
        return Vocabulary.all().values().stream()
                .filter(Vocabulary.Fact::isPrimitive)
                .toList();
    }

    static AnyQuestion of(Vocabulary.Fact fact, Random random) {
        String getter = "get" + Character.toUpperCase(fact.name().charAt(0))
                + fact.name().substring(1);
        Class<?>[] types = fact.arguments().stream().map(AnyQuestion::javaType).toArray(Class<?>[]::new);
        Method method = Arrays.stream(Facts.class.getMethods())
                .filter(one ->
                        one.getName().equals(fact.name()) || one.getName().equals(getter))
                .filter(one -> Arrays.equals(one.getParameterTypes(), types))
                .findFirst()
                .orElseThrow(() -> new AssertionError("facts do not answer " + fact));
        List<Object> arguments = new ArrayList<>();
        for (int index = 0; index < types.length; index++) {
            Parameter parameter = method.getParameters()[index];
            arguments.add(value(fact, fact.arguments().get(index), parameter.getName(), random));
        }
        return new AnyQuestion(fact, method, arguments);
    }

    private static Class<?> javaType(Kind kind) {
        return switch (kind) {
            case DAYS -> int.class;
            case NUMBER -> long.class;
            default -> String.class;
        };
    }

    private static Object value(Vocabulary.Fact fact, Kind kind, String name, Random random) {
        return switch (kind) {
            case OPERATOR -> any(OPERATORS, random);
            case DAYS -> random.nextBoolean() ? 1 : 1 + random.nextInt(30);
            case NUMBER -> number(fact.name(), name, random);
            default -> {
                List<String> texts = TEXTS.get(name);
                if (texts == null) {
                    throw new AssertionError("say what the value \"" + name + "\" of " + fact.name() + " can be");
                }
                yield any(texts, random);
            }
        };
    }

    private static Long number(String fact, String name, Random random) {
        boolean money = fact.startsWith("sum") || fact.startsWith("spend") || fact.equals("averageOrder");
        return switch (name) {
            case "limit" -> money ? 1000L * random.nextInt(20) : (long) random.nextInt(5);
            case "least" -> 1000L * random.nextInt(10);
            case "percent" -> 5L * random.nextInt(21);
            case "hundredths" -> 100L + 25L * random.nextInt(9);
            case "years" -> 16L + random.nextInt(4);
            case "number" -> 1L + random.nextInt(12);
            case "day", "fromDay", "toDay" -> 20_400L + random.nextInt(400);
            case "from", "to" -> fact.equals("localTime") ? 15L * random.nextInt(97) : 10L * random.nextInt(11);
            case "n" -> (long) random.nextInt(random.nextInt(10) == 0 ? 370 : 40);
            default -> throw new AssertionError("say what the number \"" + name + "\" of " + fact + " can be");
        };
    }

    private static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** The answer of a dormant customer's facts. */
    Object of(Facts facts) {
        facts.enterLifecycle(LifecycleState.DORMANT);
        try {
            return method.invoke(facts, arguments.toArray());
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError(toString(), broken);
        }
    }

    @Override
    public String toString() {
        return fact.name() + arguments;
    }
}
