package io.rekindle;

import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.decision.Flip;
import io.rekindle.engine.decision.FlipJson;
import io.rekindle.engine.decision.FlipWords;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Gate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An explanation as a JSON document: the same for the command line and the API. */
public final class ExplanationDocument {

    private ExplanationDocument() {}

    /**
     * The document.
     *
     * @param currency the rule book's
     * @param zone the customer's, for times in words
     */
    public static Map<String, Object> of(Explanation explanation, String currency, ZoneId zone) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("customer", explanation.customer().value());
        document.put("campaign", explanation.campaign());
        document.put("at", instant(explanation.at()));
        document.put("release", explanation.release());
        document.put("lifecycle", explanation.lifecycle());
        document.put("enters", explanation.enters());
        if (explanation.reason() != null) {
            document.put("reason", explanation.reason().key());
        }
        document.put("detail", explanation.detail());
        document.put(
                "lines",
                explanation.lines().stream().map(ExplanationDocument::line).toList());
        document.put(
                "steps",
                explanation.steps().stream()
                        .map(step -> step(step, currency, zone))
                        .toList());
        if (explanation.flip() != null) {
            document.put(
                    "would_change",
                    flip(explanation.flip(), language -> FlipWords.ofEntering(language, currency, zone)));
        }
        explanation.entry().ifPresent(entry -> document.put("entry", entry(entry)));
        document.put("next_look", instant(explanation.next()));
        return document;
    }

    private static Map<String, Object> line(LineSeen line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", line.file());
        map.put("line", line.line());
        if (line.group() > 0) {
            map.put("any_of", line.group());
        }
        map.put("text", line.text());
        map.put("holds", line.holds());
        map.put("seen", line.seen());
        return map;
    }

    private static Map<String, Object> flip(Flip flip, Function<String, FlipWords> words) {
        Map<String, Object> map = FlipJson.of(flip);
        map.put("en", words.apply("en").of(flip));
        map.put("zh", words.apply("zh").of(flip));
        return map;
    }

    private static Map<String, Object> step(Explanation.StepSeen step, String currency, ZoneId zone) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", step.step());
        map.put("text", step.text());
        map.put("decided", step.decided());
        map.put(
                "lines",
                step.trace().lines().stream().map(ExplanationDocument::line).toList());
        map.put(
                "gates",
                step.trace().gates().stream().map(ExplanationDocument::gate).toList());
        if (step.flip() != null) {
            map.put("would_change", flip(step.flip(), language -> FlipWords.ofMessage(language, currency, zone)));
        }
        return map;
    }

    private static Map<String, Object> gate(Gate gate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gate", gate.name());
        map.put("passes", gate.passes());
        map.put("detail", gate.detail());
        if (!gate.passes()) {
            map.put("reason", gate.reason().key());
        }
        return map;
    }

    private static Map<String, Object> entry(Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", entry.id());
        map.put("entered_at", instant(entry.enteredAt()));
        map.put("variant", entry.variant());
        map.put("holdout", entry.holdout());
        if (entry.endedAt() != History.NEVER) {
            map.put("ended_at", instant(entry.endedAt()));
            map.put("end_reason", entry.endReason());
        }
        return map;
    }

    private static @Nullable String instant(long millis) {
        return millis == History.NEVER ? null : Instant.ofEpochMilli(millis).toString();
    }
}
