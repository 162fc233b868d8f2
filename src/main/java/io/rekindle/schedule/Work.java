package io.rekindle.schedule;

import io.rekindle.engine.rule.book.Trigger;

/** What the calendar sets off: each job is one line into here. */
public interface Work {

    /**
     * Looks for customers whose time has come.
     *
     * @param firedAt when the calendar meant it to, epoch milliseconds
     */
    void sweep(long firedAt);

    /**
     * A scheduled campaign's hour has struck.
     *
     * @param firedAt when the calendar meant it to, epoch milliseconds; later than the strike where that was missed
     */
    void campaign(String campaign, Trigger.Schedule schedule, long firedAt);

    /** Takes back what dispatchers left behind. */
    void recover();

    /** Frees the money of coupons that expired, and forgets webhooks too old to be played back. */
    void expire();

    /** Sees to the tables of the months to come, and deletes what is past its retention. */
    void retain();

    /** Takes in the mail that came back. */
    void returns();

    /** Asks providers about messages of which nobody knows whether they left. */
    void inquire();
}
