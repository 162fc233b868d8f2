package io.rekindle.engine.trial;

import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.rule.book.Campaign;
import java.util.List;
import java.util.OptionalLong;

/** Why a customer did not enter. */
final class NotEntered {

    private NotEntered() {}

    /** In words, to follow "does not enter X". */
    static String why(Campaign campaign, OptionalLong strike, Run run) {
        if (strike.isEmpty()) {
            return ": its trigger does not strike then in this test";
        }
        Explanation why = run.explain(campaign, strike.getAsLong());
        return why.reason() == null
                ? ""
                : " on " + run.time(strike.getAsLong()) + " because of "
                        + why.reason().key() + " (" + why.detail() + ")";
    }

    /** Whether the line does not hold, nor any other of its group. */
    static boolean standsAgainst(String text, List<LineSeen> lines) {
        return lines.stream()
                .filter(line -> line.text().equals(text) && !line.holds())
                .anyMatch(line -> line.group() == 0
                        || lines.stream().noneMatch(other -> other.group() == line.group() && other.holds()));
    }
}
