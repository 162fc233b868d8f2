package io.rekindle.engine.trial;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.Decided;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.Review;
import io.rekindle.engine.sweep.Swept;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one customer of a test, kept in memory for the sweep; stock and budgets have no end. */
final class OneCustomer implements DueCustomers {

    private final Profile profile;
    private final List<Event> events = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();
    private History history;
    private long dueAt;
    private long evaluatedAt = Long.MIN_VALUE;
    private long changedFrom = History.NEVER;
    private int coupons;
    private @Nullable LifecycleState lifecycle;

    OneCustomer(Profile profile, History history, long dueAt) {
        this.profile = profile;
        this.history = history;
        this.dueAt = dueAt;
    }

    /** Something happens: it is known at once, and the customer due. */
    void happens(Event event) {
        long at = event.occurredAt().toEpochMilli();
        Fold.apply(history, event);
        dueAt = Math.min(dueAt, at);
        changedFrom = Math.min(changedFrom, at);
    }

    @Override
    public Batch take(Release release, Place after, long until, int most) {
        List<DueCustomer> due = dueAt <= until
                ? List.of(new DueCustomer(1, profile, history.copy(), dueAt, evaluatedAt, changedFrom))
                : List.of();
        return new InMemory(due);
    }

    /** A test has one release from beginning to end. */
    @Override
    public @Nullable Review review(Release release, long until) {
        return null;
    }

    Profile profile() {
        return profile;
    }

    History history() {
        return history;
    }

    long dueAt() {
        return dueAt;
    }

    @Nullable
    LifecycleState lifecycle() {
        return lifecycle;
    }

    /** What the rules made happen, in order. */
    List<Event> events() {
        return events;
    }

    List<Decided> decided() {
        return decided;
    }

    private final class InMemory implements Batch {
        private final List<DueCustomer> customers;

        InMemory(List<DueCustomer> customers) {
            this.customers = customers;
        }

        @Override
        public List<DueCustomer> customers() {
            return customers;
        }

        @Override
        public List<Grant> reserve(List<Decision> sends) {
            return sends.stream().map(this::grant).toList();
        }

        private Grant grant(Decision send) {
            boolean coupon = send.intent() != null && send.intent().coupon() != null;
            return new Grant.Granted(coupon ? "TEST-" + ++coupons : null);
        }

        @Override
        public void write(List<Swept> swept) {
            for (Swept one : swept) {
                if (one.failed()) {
                    throw new IllegalStateException("the customer of a test could not be evaluated; the log says why");
                }
                history = one.history();
                lifecycle = one.lifecycle();
                events.addAll(one.events());
                decided.addAll(one.decisions());
                evaluatedAt = one.evaluatedAt();
                dueAt = one.next();
                changedFrom = History.NEVER;
            }
        }

        @Override
        public void close() {}
    }
}
