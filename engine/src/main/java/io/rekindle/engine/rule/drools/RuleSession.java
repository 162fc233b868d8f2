package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.*;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

public final class RuleSession implements AutoCloseable {
    public @Nullable LifecycleState lifecycle(Facts facts) {
        throw new IllegalStateException();
    }

    public BitSet ask(Facts facts, BitSet questions) {
        throw new IllegalStateException();
    }

    public BitSet lines(Facts facts, BitSet questions) {
        throw new IllegalStateException();
    }

    @Override
    public void close() {}
}
