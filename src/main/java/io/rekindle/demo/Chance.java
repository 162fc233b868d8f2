package io.rekindle.demo;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * One stream of chance, named by the seed, what it decides and for whom: the same name gives the same stream whatever
 * was drawn elsewhere, so that a new kind of event changes none of the others.
 *
 * <p>The generator is SplitMix64 (Steele, Lea &amp; Flood 2014, Fast splittable pseudorandom number generators,
 * OOPSLA). Gamma variates are those of Ahrens &amp; Dieter (1974) for a shape below 1 and of Marsaglia &amp; Tsang
 * (2000) above.
 */
final class Chance implements UniformRandomProvider {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;
    private final ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(this);

    Chance(long seed, String decides, String whom) {
        state = mix(seed);
        for (String part : List.of(decides, whom)) {
            for (int index = 0; index < part.length(); index++) {
                state = mix(state + GOLDEN_GAMMA + part.charAt(index));
            }
            state = mix(~state);
        }
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    boolean happens(double probability) {
        return nextDouble() < probability;
    }

    /** Uniform between the two. */
    double between(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    double exponential(double mean) {
        return exponential.sample() * mean;
    }

    /** Of mean shape / rate. */
    double gamma(double shape, double rate) {
        return AhrensDieterMarsagliaTsangGammaSampler.of(this, shape, 1 / rate).sample();
    }

    <T> T oneOf(List<T> choices) {
        return choices.get((int) (nextDouble() * choices.size()));
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
