package io.rekindle.engine.fact;

/** The comparisons that rules write between a fact and a number. */
final class Comparison {

    private Comparison() {}

    /** Whether {@code value op limit} holds; the operator is one of {@code < <= > >= == !=}. */
    static boolean holds(long value, String op, long limit) {
        return switch (op) {
            case ">=" -> value >= limit;
            case "<=" -> value <= limit;
            case ">" -> value > limit;
            case "<" -> value < limit;
            case "==" -> value == limit;
            case "!=" -> value != limit;
            default -> throw new IllegalArgumentException("not a comparison: " + op);
        };
    }

    /** The first value above the given one at which the answer differs, if the value only grows; or MAX_VALUE. */
    static long nextFlip(long value, String op, long limit) {
        boolean now = holds(value, op, limit);
        for (long candidate : new long[] {limit, limit + 1}) {
            if (candidate > value && holds(candidate, op, limit) != now) {
                return candidate;
            }
        }
        return Long.MAX_VALUE;
    }
}
