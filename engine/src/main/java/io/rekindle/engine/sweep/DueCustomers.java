package io.rekindle.engine.sweep;

import io.rekindle.engine.offer.Reservations;
import io.rekindle.engine.rule.drools.Release;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customers that are due, to be taken in batches by several sweeps at once without one being taken twice. */
public interface DueCustomers {

    /**
     * Takes up to so many customers due at or before the instant (epoch milliseconds), earliest first, and locks them. Those whom
     * somebody else has locked are passed over.
     *
     * @param release under which they will be evaluated
     * @param after only those behind this place in the order of becoming due
     * @throws ReleaseReplacedException where another release is live by now; nobody is taken
     */
    Batch take(Release release, Place after, long until, int most);

    /**
     * Takes customers of whom nobody has asked yet whether the live release makes them due; others pass them over meanwhile.
     *
     * @param until releases that went live later (epoch milliseconds) wait
     * @return null where everybody has been reviewed, or is being
     * @throws ReleaseReplacedException where another release is live by now; nobody is taken
     */
    @Nullable
    Review review(Release release, long until);

    /**
     * A place in the order in which customers fall due: a sweep goes on from there, instead of looking through all that it has
     * done.
     *
     * @param dueAt epoch milliseconds
     * @param row the store's number of the customer
     */
    record Place(long dueAt, long row) {

        /** Before everybody. */
        public static final Place START = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
    }

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
