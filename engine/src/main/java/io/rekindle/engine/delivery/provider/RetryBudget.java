package io.rekindle.engine.delivery.provider;

/**
 * Keeps second attempts that fail to a share of the first ones, so that a provider that is ill is not stormed by what it has
 * refused before. A second attempt that the provider takes costs nothing, so that what piled up leaves once it is well.
 */
final class RetryBudget {

    /** What there is at the start and, a little at a time, without any first attempts: a quiet provider's also get their turn. */
    private static final double FLOOR = 10;

    private static final double MOST = 100;
    private static final double MILLIS_FOR_ONE = 10_000;

    private final double share;
    private double left = FLOOR;
    private long filledAt = Long.MAX_VALUE;

    /**
     * A full budget.
     *
     * @param share failed second attempts by first attempts, 0.2 for one in five
     */
    RetryBudget(double share) {
        this.share = share;
    }

    synchronized void firstAttempt() {
        left = Math.min(MOST, left + share);
    }

    synchronized boolean isLeft(long now) {
        if (left < FLOOR && now > filledAt) {
            left = Math.min(FLOOR, left + (now - filledAt) / MILLIS_FOR_ONE);
        }
        filledAt = now;
        return left >= 1;
    }

    synchronized boolean take(long now) {
        if (!isLeft(now)) {
            return false;
        }
        left--;
        return true;
    }

    /** The second attempt was not made, or the provider took it. */
    synchronized void putBack() {
        left = Math.min(MOST, left + 1);
    }
}
