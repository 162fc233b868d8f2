package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.Facts;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** Fires compiled rules at one customer's facts after another, by one thread. */
final class Firing implements AutoCloseable {

    /** A session is renewed after so many customers, whatever it may have kept. */
    private static final int RENEW_AFTER = 20_000;

    private final Compiled compiled;
    private @Nullable KieSession session;
    private int fired;

    Firing(Compiled compiled) {
        this.compiled = compiled;
    }

    /** Fires all rules; the session of a customer at whom one failed is thrown away with what it holds. */
    void at(Facts facts) {
        KieSession open = session();
        boolean done = false;
        try {
            FactHandle handle = open.insert(facts);
            open.fireAllRules(compiled.rules());
            open.delete(handle);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private KieSession session() {
        if (session == null || fired >= RENEW_AFTER) {
            close();
            session = compiled.open();
        }
        fired++;
        return session;
    }

    /** How many facts the session holds; none between two customers. */
    long factCount() {
        return session == null ? 0 : session.getFactCount();
    }

    @Override
    public void close() {
        if (session != null) {
            session.dispose();
        }
        session = null;
        fired = 0;
    }
}
