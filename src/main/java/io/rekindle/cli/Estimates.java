package io.rekindle.cli;

import io.rekindle.engine.measure.Estimate;
import java.util.Locale;

/** Estimates in words, for who waits for the exact count. */
final class Estimates {

    private Estimates() {}

    /** How many, with the interval: {@code about 1,200 (1,050 to 1,370)}. */
    static String text(Estimate estimate) {
        return String.format(Locale.ROOT, "about %,d (%,d to %,d)", estimate.likely(), estimate.low(), estimate.high());
    }

    /** How many are in an audience, of whom it was asked. */
    static String text(String campaign, Estimate size, Estimate asked) {
        return String.format(Locale.ROOT, "%s: %s of about %,d customers", campaign, text(size), asked.likely());
    }
}
