package io.rekindle.intake;

import io.rekindle.engine.event.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that comes out of an order file. */
public final class Collected implements ImportSink {

    public final List<Event> events = new ArrayList<>();
    public final List<RejectedRow> rejected = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();
    final List<Long> progress = new ArrayList<>();
    long total;

    @Override
    public void events(List<Event> batch) {
        events.addAll(batch);
        batches.add(batch.size());
    }

    @Override
    public void rejected(RejectedRow row) {
        rejected.add(row);
    }

    @Override
    public void progress(long bytesRead, long bytesTotal) {
        progress.add(bytesRead);
        total = bytesTotal;
    }

    List<Event> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    public static BigDecimal sum(List<Event> events) {
        return events.stream()
                .map(event -> (BigDecimal) event.properties().get("total"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public static long customers(List<Event> events) {
        return events.stream().map(Event::customer).distinct().count();
    }
}
