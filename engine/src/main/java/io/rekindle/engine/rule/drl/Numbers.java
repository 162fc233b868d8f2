package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Amounts;
import java.util.regex.Pattern;

/** Reads numbers of raw rules: decimal digits only, so that 010 is not taken for eight. */
final class Numbers {

    private static final Pattern WHOLE = Pattern.compile("(?:0|[1-9]\\d{0,9})L?");
    private static final long LONGEST_WINDOW = 3650;

    private Numbers() {}

    static Long whole(Token token) {
        if (token.is(Token.Kind.NUMBER) && WHOLE.matcher(token.text()).matches()) {
            long number = Long.parseLong(token.text().replace("L", ""));
            if (number <= Amounts.MAX_WHOLE) {
                return number;
            }
        }
        throw new Refused(token.where(), "not-a-number", token.shown() + " should be a whole number, like 30.");
    }

    /** The length of a window in days. */
    static Long window(Token token) {
        long days = whole(token);
        if (days >= 1 && days <= LONGEST_WINDOW) {
            return days;
        }
        String message = token.shown() + " should be a number from 1 to " + LONGEST_WINDOW + ".";
        throw new Refused(token.where(), "out-of-range", message);
    }
}
