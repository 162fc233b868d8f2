package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.settings.ScheduleSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class TwoNodesOfOneCalendarTest {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final ScheduleSettings SETTINGS = new ScheduleSettings(
            true,
            INTERVAL,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            0,
            2,
            Duration.ofSeconds(30));

    private final RuleBook book = Books.withLifecycle(Books.FOUR_STATES);

    /** A node that notes when the calendar meant it to sweep. */
    private record Noting(List<Long> all) implements Work {

        @Override
        public void sweep(long firedAt) {
            all.add(firedAt);
        }

        @Override
        public void campaign(String campaign, Trigger.Schedule schedule, long firedAt) {}

        @Override
        public void recover() {}

        @Override
        public void expire() {}

        @Override
        public void retain() {}

        @Override
        public void returns() {}

        @Override
        public void inquire() {}
    }

    @Test
    void fire_each_instant_once_and_leave_none_out(DataSource database) {
        List<Long> fired = new CopyOnWriteArrayList<>();
        try (Timetable one = Timetable.open(database, "one", () -> book, SETTINGS, new Noting(fired))) {
            one.start();
            await().until(() -> fired.size() >= 5);
            try (Timetable other = Timetable.open(database, "other", () -> book, SETTINGS, new Noting(fired))) {
                other.start();
                await().until(() -> fired.size() >= 30);
            }
            int together = fired.size();
            await().until(() -> fired.size() >= together + 5);
        }

        assertThat(fired).doesNotHaveDuplicates();
        List<Long> instants = fired.stream().sorted().toList();
        long start = instants.get(0);
        assertThat(instants)
                .containsExactlyElementsOf(LongStream.range(0, instants.size())
                        .map(index -> start + index * INTERVAL.toMillis())
                        .boxed()
                        .toList());
    }
}
