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
        Wilson treated = Wilson.ofShare(reached, people);
        Wilson kept = Wilson.ofShare(holdoutReached, holdout);
        return difference() - Math.hypot(rate() - treated.low(), kept.high() - holdoutRate());
    }

    public double high() {
        Wilson treated = Wilson.ofShare(reached, people);
        Wilson kept = Wilson.ofShare(holdoutReached, holdout);
        return difference() + Math.hypot(treated.high() - rate(), holdoutRate() - kept.low());
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
