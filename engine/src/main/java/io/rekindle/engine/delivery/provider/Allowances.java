package io.rekindle.engine.delivery.provider;

import java.time.LocalDate;
import java.util.Set;

/**
 * What may still go one way by a provider's limits, kept where all nodes take from the same and a restart forgets nothing.
 * Each method is one committed change; safe for many threads.
 */
public interface Allowances {

    /** Takes up to so many out of a bucket that fills at that rate and holds a second's worth; returns how many. */
    int takeOfSecond(String way, double perSecond, long now, int most);

    /** Puts back what was taken and then not tried. */
    void putBackSecond(String way, double perSecond, int some);

    /** Takes up to so many of what the day's cap leaves; returns how many. */
    int takeOfDay(String way, LocalDate day, int cap, int most);

    /** The names of the providers that a person has stopped. */
    Set<String> stopped();

    /** Takes back from the day's count what was then not carried. */
    void putBackDay(String way, LocalDate day, int some);
}
