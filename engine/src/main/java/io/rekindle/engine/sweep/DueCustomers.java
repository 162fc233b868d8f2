package io.rekindle.engine.sweep;

import io.rekindle.engine.offer.Reservations;
import java.util.List;

/** The customers that are due, to be taken in batches by several sweeps at once without one being taken twice. */
public interface DueCustomers {

    /** Takes up to so many customers due at or before the instant (epoch milliseconds), earliest first, and locks them. */
    Batch take(long until, int most);

    /**
     * A batch of locked customers in one transaction; closed without {@link #write} it leaves no trace. Reserving and
     * writing may throw {@link BatchCollidedException}.
     */
    interface Batch extends Reservations, AutoCloseable {

        List<DueCustomer> customers();

        /** Writes all results and commits: all or nothing. */
        void write(List<Swept> swept);

        @Override
        void close();
    }
}
