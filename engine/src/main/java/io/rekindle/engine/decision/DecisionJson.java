package io.rekindle.engine.decision;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A decision as canonical JSON: fixed order of keys, UTF-8, no white space, instants in ISO 8601. */
final class DecisionJson {

    private static final JsonMapper JSON = new JsonMapper();

    private DecisionJson() {}

    static byte[] write(Decision decision) {
        return JSON.writeValueAsBytes(map(decision));
    }

    private static Map<String, Object> map(Decision decision) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", decision.id());
        map.put("customer", decision.customer().value());
        map.put("campaign", decision.campaign());
        map.put("entry", decision.entry());
        map.put("step", decision.step());
        map.put("at", instant(decision.at()));
        map.put("release", decision.release());
        map.put("outcome", decision.outcome().key());
        if (decision.reason() != null) {
            map.put("reason", decision.reason().key());
            map.put("detail", decision.detail());
        }
        if (decision.intent() != null) {
            map.put("intent", intent(decision.intent()));
        }
        map.put(
                "lines",
                decision.trace().lines().stream().map(DecisionJson::line).toList());
        map.put(
                "gates",
                decision.trace().gates().stream().map(DecisionJson::gate).toList());
        if (decision.flip() != null) {
            map.put("would_change", FlipJson.of(decision.flip()));
        }
        return map;
    }

    private static Map<String, Object> intent(Intent intent) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("touchpoint", intent.touchpoint());
        map.put("channel", intent.channel().value());
        map.put("template", intent.template());
        if (intent.coupon() != null) {
            map.put("coupon", intent.coupon());
            map.put("coupon_expires_at", instant(intent.couponExpiresAt()));
            map.put("liability_micros", intent.liabilityMicros());
        }
        map.put("send_at", instant(intent.sendAt()));
        map.put("cost_micros", intent.costMicros());
        return map;
    }

    static Map<String, Object> line(LineSeen line) {
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

    static Map<String, Object> gate(io.rekindle.engine.policy.Gate gate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gate", gate.name());
        map.put("passes", gate.passes());
        map.put("detail", gate.detail());
        if (!gate.passes()) {
            map.put("reason", gate.reason().key());
        }
        return map;
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
