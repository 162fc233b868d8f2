package io.rekindle.engine.decision;

import io.rekindle.engine.policy.Gate;
import java.util.List;

/** Why a decision came out as it did: each line with the value it saw, and each gate of the policy. */
public record Trace(List<LineSeen> lines, List<Gate> gates) {

    public static final Trace EMPTY = new Trace(List.of(), List.of());

    public Trace {
        lines = List.copyOf(lines);
        gates = List.copyOf(gates);
    }
}
