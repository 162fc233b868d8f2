package io.rekindle.engine.policy;

import java.util.List;
import java.util.Optional;

/**
 * What the policy says of one message.
 *
 * @param gates every gate, also those after the first that refused
 * @param sendAt when it may leave, epoch milliseconds: the asked instant, or the end of the quiet hours it is held for
 */
public record Verdict(List<Gate> gates, long sendAt) {

    public Verdict {
        gates = List.copyOf(gates);
    }

    /** The first gate that refuses, or empty where the message may leave. */
    public Optional<Gate> refusal() {
        return gates.stream().filter(gate -> !gate.passes()).findFirst();
    }
}
