package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.Facts;
import java.util.BitSet;
import org.drools.base.base.ValueResolver;
import org.drools.core.common.InternalFactHandle;
import org.kie.api.runtime.KieSession;

/** Asks compiled rules of one customer's facts after another, by one thread. */
final class Firing implements AutoCloseable {

    private final Compiled compiled;
    /** Holds no fact ever: tests that Drools has not yet made Java of look up in it what they are about. */
    private final KieSession session;

    /** Under which the tests find the facts. It was in the session once, for that is where handles come from. */
    private final InternalFactHandle handle;

    Firing(Compiled compiled) {
        this.compiled = compiled;
        this.session = compiled.open();
        this.handle = (InternalFactHandle) session.insert(this);
        session.delete(handle);
    }

    /** Answers the questions on the facts. */
    void ask(Facts facts, BitSet questions) {
        facts.ask(questions);
        handle.setObject(facts);
        compiled.tests().ask(facts, handle, (ValueResolver) session, questions.toLongArray());
    }

    /** Answers everything that the rules can be asked. */
    void askAll(Facts facts) {
        ask(facts, compiled.questions());
    }

    /** How many facts the session holds: none. */
    long factCount() {
        return session.getFactCount();
    }

    @Override
    public void close() {
        session.dispose();
    }
}
