package io.rekindle.cli;

import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.decision.Flip;
import io.rekindle.engine.decision.FlipWords;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Gate;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation as text for a terminal. */
final class ExplanationText {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final PrintWriter out;
    private final ZoneId zone;
    private final String currency;

    ExplanationText(PrintWriter out, ZoneId zone, String currency) {
        this.out = out;
        this.zone = zone;
        this.currency = currency;
    }

    void print(Explanation explanation) {
        out.printf("%s and %s, %s%n", explanation.customer(), explanation.campaign(), when(explanation.at()));
        out.printf(
                "%s: %s%n%n",
                explanation.enters() ? "Would enter" : "Stays out (" + key(explanation) + ")", explanation.detail());
        lines("  ", explanation.lines());
        flip("  ", FlipWords.ofEntering("en", currency, zone), explanation.flip());
        for (Explanation.StepSeen step : explanation.steps()) {
            out.printf("%n  step %s%s%n", step.text(), step.decided().isEmpty() ? "" : "  [" + step.decided() + "]");
            lines("    ", step.trace().lines());
            step.trace().gates().forEach(this::gate);
            flip("    ", FlipWords.ofMessage("en", currency, zone), step.flip());
        }
        explanation.entry().ifPresent(this::entry);
        if (explanation.next() != History.NEVER) {
            out.printf("%nLooked at again by itself: %s%n", when(explanation.next()));
        }
    }

    private static String key(Explanation explanation) {
        return explanation.reason() == null ? "" : explanation.reason().key();
    }

    private void lines(String indent, List<LineSeen> lines) {
        for (LineSeen line : lines) {
            out.printf(
                    "%s%s %3d  %-44s %s%n",
                    indent,
                    line.holds() ? "✓" : "✕",
                    line.line(),
                    (line.group() > 0 ? "any of: " : "") + line.text(),
                    line.seen());
        }
    }

    private void flip(String indent, FlipWords words, @Nullable Flip flip) {
        if (flip != null) {
            words.of(flip).forEach(sentence -> out.printf("%s→ %s%n", indent, sentence));
        }
    }

    private void gate(Gate gate) {
        out.printf("    %s %s: %s%n", gate.passes() ? "✓" : "✕", gate.name(), gate.detail());
    }

    private void entry(Entry entry) {
        String end = entry.endedAt() == History.NEVER
                ? "still in it"
                : "left " + when(entry.endedAt()) + ": " + entry.endReason();
        out.printf(
                "%nLast entered %s%s%s; %s%n",
                when(entry.enteredAt()),
                entry.variant().isEmpty() ? "" : ", variant " + entry.variant(),
                entry.holdout() ? ", holdout" : "",
                end);
    }

    private String when(long instant) {
        return WHEN.format(Instant.ofEpochMilli(instant).atZone(zone));
    }
}
