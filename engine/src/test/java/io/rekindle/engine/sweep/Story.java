package io.rekindle.engine.sweep;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happens to one customer in a season.
 *
 * @param late whether some events become known only after they happened
 * @param arrivals by the instants at which they become known
 */
record Story(Profile profile, long begin, long end, boolean late, List<Arrival> arrivals) {

    Story {
        arrivals =
                arrivals.stream().sorted(Comparator.comparingLong(Arrival::at)).toList();
    }

    /** An event, and when it becomes known, epoch milliseconds. */
    record Arrival(long at, Event event) {

        @Override
        public String toString() {
            Instant known = Instant.ofEpochMilli(at);
            String late = known.equals(event.occurredAt()) ? "" : " known " + known;
            return event.occurredAt() + late + " " + event.name() + " " + event.properties();
        }
    }

    Story with(List<Arrival> others) {
        return new Story(profile, begin, end, late, others);
    }

    Story without(int from, int to) {
        List<Arrival> less = new ArrayList<>(arrivals);
        less.subList(from, to).clear();
        return with(less);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(profile + (late ? ", late" : "") + ", until " + Instant.ofEpochMilli(end));
        arrivals.forEach(one -> text.append("\n  ").append(one));
        return text.toString();
    }
}
