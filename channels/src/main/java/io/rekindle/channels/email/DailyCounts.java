package io.rekindle.channels.email;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** How many letters went one way on a day; shared by all who send that way. Safe for many threads. */
public interface DailyCounts {

    /** Counts one more letter, unless the cap is reached already. */
    boolean take(String way, LocalDate day, int cap);

    /** Takes back one that was counted and then not sent. */
    void giveBack(String way, LocalDate day);

    /** Counts of this process, which begin at nothing when it starts. */
    static DailyCounts inMemory() {
        return new InMemory();
    }

    /** Keeps the last day alone. */
    final class InMemory implements DailyCounts {

        private record Count(LocalDate day, int letters) {}

        private final Map<String, Count> counts = new HashMap<>();

        @Override
        public synchronized boolean take(String way, LocalDate day, int cap) {
            int letters = letters(way, day);
            if (letters >= cap) {
                return false;
            }
            counts.put(way, new Count(day, letters + 1));
            return true;
        }

        @Override
        public synchronized void giveBack(String way, LocalDate day) {
            int letters = letters(way, day);
            if (letters > 0) {
                counts.put(way, new Count(day, letters - 1));
            }
        }

        private int letters(String way, LocalDate day) {
            Count count = counts.get(way);
            return count != null && count.day().equals(day) ? count.letters() : 0;
        }
    }
}
