package io.rekindle.engine.measure;

/**
 * What a campaign changed: how many of those it was let at reached its goal, against those of its holdout, who were
 * measured alike and got nothing.
 *
 * @param people who entered
 * @param reached how many of them reached the goal in time
 * @param holdout who were kept out
 * @param holdoutReached how many of those reached it all the same
 */
public record Lift(long people, long reached, long holdout, long holdoutReached) {

    /** The normal quantile of a 95 % interval. */
    private static final double Z = 1.959963984540054;

    public Lift {
        if (reached > people || holdoutReached > holdout || reached < 0 || holdoutReached < 0) {
            throw new IllegalArgumentException("more reached the goal than there were: " + reached + " of " + people
                    + ", " + holdoutReached + " of " + holdout);
        }
    }

    /** The share of those treated who reached the goal, 0 to 1; 0 of nobody. */
    public double rate() {
        return share(reached, people);
    }

    public double holdoutRate() {
        return share(holdoutReached, holdout);
    }

    /** Whether there is anybody on both sides to compare. */
    public boolean measurable() {
        return people > 0 && holdout > 0;
    }

    /** The difference of the two rates, -1 to 1. */
    public double difference() {
        return rate() - holdoutRate();
    }

    /** The lower end of the difference's 95 % interval: Newcombe's, from two Wilson intervals, sound for few people too. */
    public double low() {
        Wilson treated = Wilson.of(reached, people);
        Wilson kept = Wilson.of(holdoutReached, holdout);
        return difference() - Math.hypot(rate() - treated.low(), kept.high() - holdoutRate());
    }

    public double high() {
        Wilson treated = Wilson.of(reached, people);
        Wilson kept = Wilson.of(holdoutReached, holdout);
        return difference() + Math.hypot(treated.high() - rate(), holdoutRate() - kept.low());
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    /** Wilson's score interval of one rate. */
    private record Wilson(double low, double high) {

        static Wilson of(long some, long all) {
            if (all == 0) {
                return new Wilson(0, 1);
            }
            double rate = (double) some / all;
            double square = Z * Z;
            double middle = (rate + square / (2 * all)) / (1 + square / all);
            double half = Z / (1 + square / all) * Math.sqrt(rate * (1 - rate) / all + square / (4.0 * all * all));
            return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
        }
    }
}
