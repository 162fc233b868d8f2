package io.rekindle.engine.measure;

/**
 * How many of all have something, by how many of those have it that were drawn at random.
 *
 * @param low the lower end of the 95 % interval, at least as many as were seen
 * @param likely as many of all as of those drawn
 * @param high the upper end; all three are the same where everybody was drawn
 */
public record Estimate(long low, long likely, long high) {

    /** The estimate for all, of whom so many were drawn, each at most once, and some of those have it. */
    public static Estimate of(long some, long drawn, long all) {
        if (some < 0 || some > drawn || drawn > all) {
            throw new IllegalArgumentException("not " + some + " of " + drawn + " of " + all);
        }
        if (drawn == all) {
            return new Estimate(some, some, some);
        }
        if (drawn == 0) {
            return new Estimate(0, 0, all);
        }
        double rate = (double) some / drawn;
        // The more of all were drawn, the less is left to chance: as if more had been drawn of people without end.
        Wilson wilson = Wilson.of(rate, (double) drawn * (all - 1) / (all - drawn));
        long most = all - (drawn - some);
        long low = Math.max(some, (long) Math.floor(wilson.low() * all));
        long high = Math.min(most, (long) Math.ceil(wilson.high() * all));
        return new Estimate(low, Math.round(rate * all), high);
    }
}
