package io.rekindle.engine.decision;

import io.rekindle.engine.fact.History;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What would turn a refusal, as JSON values in a fixed order. */
public final class FlipJson {

    private FlipJson() {}

    public static Map<String, Object> of(Flip flip) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (flip.byItself() != History.NEVER) {
            map.put("by_itself", Instant.ofEpochMilli(flip.byItself()).toString());
        }
        map.put("changes", flip.changes().stream().map(FlipJson::of).toList());
        if (flip.then() != History.NEVER) {
            map.put("then", Instant.ofEpochMilli(flip.then()).toString());
        }
        map.put("looked_ahead_days", Flip.AHEAD_DAYS);
        return map;
    }

    private static Map<String, Object> of(Change change) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("change", change.kind().key());
        if (!change.what().isEmpty()) {
            map.put("what", change.what());
        }
        if (change.kind() == Change.Kind.TRAIT_SET) {
            map.put("value", change.value());
        }
        map.put("times", change.count());
        if (change.amount() > 0) {
            map.put("amount", BigDecimal.valueOf(change.amount(), 2).toPlainString());
        }
        return map;
    }
}
