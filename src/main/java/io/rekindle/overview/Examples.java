package io.rekindle.overview;

import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.postgres.StoredDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the trace of a stored decision. */
final class Examples {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Examples() {}

    /**
     * A decision as an example.
     *
     * @param entering the decision by which the customer entered, or the decision itself: its lines stand first
     */
    static Overview.Example of(StoredDecision decision, StoredDecision entering, Label label) {
        JsonNode body = JSON.readTree(decision.body());
        List<LineSeen> lines = new ArrayList<>();
        if (!entering.id().equals(decision.id())) {
            JSON.readTree(entering.body()).path("lines").forEach(line -> lines.add(line(line)));
        }
        body.path("lines").forEach(line -> lines.add(line(line)));
        List<Gate> gates = new ArrayList<>();
        body.path("gates").forEach(gate -> gates.add(gate(gate)));
        return new Overview.Example(
                decision.id(),
                decision.profile().id().value(),
                decision.campaign(),
                label,
                decision.step(),
                Instant.ofEpochMilli(decision.at()),
                decision.outcome(),
                decision.reason(),
                decision.detail(),
                lines,
                gates);
    }

    private static LineSeen line(JsonNode line) {
        return new LineSeen(
                line.path("file").asString(""),
                line.path("line").asInt(0),
                line.path("any_of").asInt(0),
                line.path("text").asString(""),
                line.path("holds").asBoolean(false),
                line.path("seen").asString(""));
    }

    private static Gate gate(JsonNode gate) {
        String reason = gate.path("reason").asString("");
        return new Gate(
                gate.path("gate").asString(""),
                gate.path("passes").asBoolean(false),
                // A gate that passes is stored without the reason it would have refused for.
                reason.isEmpty() ? Reason.LINE_NOT_MET : Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                gate.path("detail").asString(""));
    }
}
