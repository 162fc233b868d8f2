package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {

    private final Lane lane = new Lane(3);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void nobody_is_left_waiting() throws InterruptedException {
        lane.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** A worker that rests until it is called. */
    private Thread rests(int worker) {
        Thread thread = new Thread(() -> lane.rest(worker, null));
        thread.start();
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    void calls_one_that_rests_and_not_one_that_is_busy() {
        Thread second = rests(1);
        Thread third = rests(2);

        lane.due();

        await().until(() -> !second.isAlive());
        assertThat(third.isAlive()).isTrue();
        assertThat(lane.takeDue()).isTrue();
        assertThat(lane.takeDue()).isFalse();
    }

    @Test
    void calls_as_many_as_there_are_urgent_messages_and_each_takes_one() {
        Thread first = rests(0);
        Thread second = rests(1);
        Thread third = rests(2);

        lane.urgent(2);

        await().until(() -> !first.isAlive() && !second.isAlive());
        assertThat(third.isAlive()).isTrue();
        assertThat(lane.takeUrgent()).isTrue();
        assertThat(lane.takeUrgent()).isTrue();
        assertThat(lane.takeUrgent()).isFalse();
        assertThat(lane.takeDue()).isFalse();
    }

    @Test
    void more_urgent_messages_than_workers_come_due_like_others() {
        lane.urgent(100);

        for (int worker = 0; worker < 3; worker++) {
            assertThat(lane.takeUrgent()).isTrue();
        }
        assertThat(lane.takeUrgent()).isFalse();
        assertThat(lane.takeDue()).isTrue();
    }

    @Test
    void nobody_rests_who_was_told_of_something_while_busy() {
        lane.urgent(1);
        lane.rest(0, null);
        assertThat(lane.takeUrgent()).isTrue();

        lane.due();
        lane.rest(1, null);
        assertThat(lane.takeDue()).isTrue();

        lane.close();
        lane.rest(2, null);
    }

    @Test
    void who_rests_for_a_time_goes_on_after_it() {
        lane.rest(0, Duration.ofMillis(1));
        assertThat(lane.call()).as("nobody rests any more").isFalse();
    }

    @Test
    void nothing_told_to_workers_that_come_and_go_is_missed() throws Exception {
        int messages = 2_000;
        AtomicInteger heard = new AtomicInteger();
        for (int index = 0; index < 3; index++) {
            int worker = index;
            Thread thread = new Thread(() -> {
                while (heard.get() < messages) {
                    if (lane.takeUrgent()) {
                        heard.incrementAndGet();
                    } else {
                        lane.rest(worker, null);
                    }
                }
                lane.close();
            });
            thread.start();
            threads.add(thread);
        }
        for (int told = 1; told <= messages; told++) {
            lane.urgent(1);
            lane.takeDue();
            int all = told;
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofNanos(1)).until(() -> heard.get() == all);
        }
        assertThat(heard).hasValue(messages);
    }
}
