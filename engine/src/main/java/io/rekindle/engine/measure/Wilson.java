package io.rekindle.engine.measure;

/** Wilson's 95 % score interval of one rate, each end 0 to 1; sound for few people too. */
record Wilson(double low, double high) {

    /** The normal quantile of a 95 % interval. */
    private static final double Z = 1.959963984540054;

    static Wilson ofShare(long some, long all) {
        return all == 0 ? new Wilson(0, 1) : of((double) some / all, (double) all);
    }

    /** Of a rate that was seen among so many. */
    static Wilson of(double rate, double among) {
        double square = Z * Z;
        double middle = (rate + square / (2 * among)) / (1 + square / among);
        double half = Z / (1 + square / among) * Math.sqrt(rate * (1 - rate) / among + square / (4 * among * among));
        return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
