package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names for people end up in exported tables, where a spreadsheet runs what begins like a formula. */
final class Formulas {

    private static final Pattern FORMULA = Pattern.compile("^(?:[=@|]|[+-].*[!(|])");

    private Formulas() {}

    /** Refuses a name, in one language or {@code both | of them}, that begins like a formula. */
    static void refuse(@Nullable Phrase name, Problems problems) {
        if (name != null
                && (isFormula(name.text())
                        || Arrays.stream(name.text().split("\\|")).anyMatch(Formulas::isFormula))) {
            String message = "A spreadsheet would take this name for a formula. Begin it with a letter.";
            problems.error(name, "formula", message);
        }
    }

    private static boolean isFormula(String name) {
        return FORMULA.matcher(name.strip()).find();
    }
}
