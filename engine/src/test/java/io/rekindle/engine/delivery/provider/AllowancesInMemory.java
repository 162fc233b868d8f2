package io.rekindle.engine.delivery.provider;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Allowances of one process, for tests: buckets that never fill again by themselves, and counts by day. */
final class AllowancesInMemory implements Allowances {

    private final Map<String, Integer> used = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();

    @Override
    public synchronized int takeOfSecond(String way, double perSecond, long now, int most) {
        return take(way, (int) perSecond, most);
    }

    @Override
    public synchronized void putBackSecond(String way, double perSecond, int some) {
        used.merge(way, -some, Integer::sum);
    }

    @Override
    public synchronized int takeOfDay(String way, LocalDate day, int cap, int most) {
        return take(way + " " + day, cap, most);
    }

    @Override
    public synchronized void putBackDay(String way, LocalDate day, int some) {
        used.merge(way + " " + day, -some, Integer::sum);
    }

    @Override
    public synchronized Set<String> stopped() {
        return Set.copyOf(stopped);
    }

    synchronized void stop(String provider) {
        stopped.add(provider);
    }

    private int take(String what, int cap, int most) {
        int some = Math.max(0, Math.min(most, cap - used.getOrDefault(what, 0)));
        used.merge(what, some, Integer::sum);
        return some;
    }
}
