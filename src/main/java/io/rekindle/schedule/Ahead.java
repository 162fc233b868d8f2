package io.rekindle.schedule;

import io.rekindle.engine.customer.CustomerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Customers to be swept ahead of everybody: each once, in the order in which they were named, and no more than there is room for. */
final class Ahead {

    /** More come sooner by a sweep of everybody. */
    private static final int ROOM = 10_000;

    private final Set<CustomerId> customers = new LinkedHashSet<>();
    private final Bell named = new Bell();

    /** Returns false, and takes none of them, where there is no room. */
    boolean add(Collection<CustomerId> some) {
        synchronized (customers) {
            if (customers.size() + some.size() > ROOM) {
                return false;
            }
            customers.addAll(some);
        }
        named.ring();
        return true;
    }

    /** Waits until somebody is named, and takes up to so many; nobody where only {@link #wake} was called. */
    List<CustomerId> take(int most) {
        named.await();
        List<CustomerId> taken = new ArrayList<>();
        boolean more;
        synchronized (customers) {
            Iterator<CustomerId> first = customers.iterator();
            while (first.hasNext() && taken.size() < most) {
                taken.add(first.next());
                first.remove();
            }
            more = !customers.isEmpty();
        }
        if (more) {
            named.ring();
        }
        return taken;
    }

    /** Lets who waits go. */
    void wake() {
        named.ring();
    }
}
