package io.rekindle.demo;

/**
 * How much an order is worth: the Gamma-Gamma model (Fader &amp; Hardie 2013, The Gamma-Gamma Model of Monetary Value,
 * note 025).
 *
 * <p>What a buyer spends on an order is Gamma distributed with shape p and a rate ν of the buyer's own; ν is Gamma
 * distributed over buyers with shape q and rate v (the note's γ). It does not depend on how often the buyer orders.
 *
 * @param p shape of an order's value
 * @param q shape of ν; above 1, or the mean would not exist
 * @param v rate parameter of ν, in the currency of the amounts
 */
public record GammaGamma(double p, double q, double v) {

    /** CDNOW again, in US dollars of 1997: estimated on the 946 buyers of the sample who ordered more than once. */
    public static final GammaGamma CDNOW = new GammaGamma(6.25, 3.74, 15.44);

    public GammaGamma {
        if (!(p > 0 && q > 1 && v > 0)) {
            throw new IllegalArgumentException("a Gamma-Gamma model has p and v above 0 and q above 1");
        }
    }

    /** A buyer's ν. */
    double rate(Chance chance) {
        return chance.gamma(q, v);
    }

    /** What a buyer of that ν spends on one order. */
    double order(double rate, Chance chance) {
        return chance.gamma(p, Math.max(rate, Double.MIN_NORMAL));
    }

    /** E[M] = p·v / (q−1): what an order is worth, the mean over buyers. */
    public double expectedOrder() {
        return p * v / (q - 1);
    }

    /** Var[M] over buyers, of the buyers' own means p/ν: p²v² / ((q−1)²(q−2)). */
    double varianceBetweenBuyers() {
        return expectedOrder() * expectedOrder() / (q - 2);
    }
}
