package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.SettableClock;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.settings.DeliverySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(FreshDatabase.class)
class DispatchLoopTest {

    private static final DeliverySettings THREE_AT_ONCE =
            new DeliverySettings(Map.of("email", 3), Map.of(), 1, Duration.ofMinutes(1), Duration.ofMillis(100));

    private final SettableClock clock = new SettableClock(Instant.now());
    private final Installation installation;
    private final JdbcClient sql;

    DispatchLoopTest(DataSource database) {
        this.installation = Installation.open(database, CartBook.atOnce(), clock);
        this.sql = JdbcClient.create(database);
    }

    /** A provider that answers when it is told to. */
    private static final class Slow implements Channel {
        private final CountDownLatch answer = new CountDownLatch(1);
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        @Override
        public ChannelName name() {
            return ChannelName.EMAIL;
        }

        @Override
        public Answer deliver(Message message) {
            threads.add(Thread.currentThread());
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            try {
                answer.await();
                return new Answer.Accepted("id of " + message.touchpoint());
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            } finally {
                inFlight.decrementAndGet();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void nothing_waits() {
        sql.sql("delete from touchpoint").update();
    }

    @Test
    void sends_as_many_messages_at_once_as_it_has_connections() {
        plan("at-once", 8);
        Slow provider = new Slow();
        try (DispatchLoop loop = loop(provider)) {
            await().until(() -> provider.inFlight.get() == 3);
            provider.answer.countDown();
            await().until(() -> count("accepted") == 8);
        }
        assertThat(provider.most).hasValue(3);
        assertThat(provider.closed).isTrue();
    }

    @Test
    void lets_messages_that_are_being_sent_finish_when_it_stops_and_begins_no_other() throws Exception {
        plan("stopping", 6);
        Slow provider = new Slow();
        DispatchLoop loop = loop(provider);
        await().until(() -> provider.inFlight.get() == 3);

        Thread closing = closing(loop);
        assertThat(count("sending")).isEqualTo(3);
        provider.answer.countDown();
        closing.join();

        assertThat(count("accepted")).isEqualTo(3);
        assertThat(count("planned")).isEqualTo(3);
    }

    /** The setting changes what the workers run on, and nothing else; before Java 21 not even that. */
    @Test
    void on_virtual_threads_it_sends_as_many_at_once_and_lets_them_finish_when_it_stops() throws Exception {
        plan("virtual", 6);
        Slow provider = new Slow();
        DispatchLoop loop = new DispatchLoop(
                installation, THREE_AT_ONCE, "node", Map.of(ChannelName.EMAIL, provider), Links.SAMPLES);
        loop.start(WaitingThreads.virtual(true));
        await().until(() -> provider.inFlight.get() == 3);
        assertThat(provider.threads).hasSize(3);
        for (Thread thread : provider.threads) {
            assertThat(WaitingThreadsTest.isVirtual(thread))
                    .isEqualTo(Runtime.version().feature() >= 21);
            assertThat(thread.getName()).startsWith("dispatch-email-");
        }

        Thread closing = closing(loop);
        provider.answer.countDown();
        closing.join();

        assertThat(count("accepted")).isEqualTo(3);
        assertThat(count("planned")).isEqualTo(3);
        assertThat(provider.closed).isTrue();
    }

    @Test
    void gives_back_what_it_has_taken_up_and_not_begun_when_it_stops() throws Exception {
        plan("given-back", 10);
        DeliverySettings tenAtOnce =
                new DeliverySettings(Map.of("email", 1), Map.of(), 10, Duration.ofMinutes(1), Duration.ofMillis(100));
        Held provider = new Held();
        DispatchLoop loop =
                new DispatchLoop(installation, tenAtOnce, "node", Map.of(ChannelName.EMAIL, provider), Links.SAMPLES);
        loop.start();
        provider.first.await();

        Thread closing = closing(loop);
        provider.goOn.countDown();
        closing.join();

        assertThat(count("accepted")).isEqualTo(1);
        assertThat(count("planned")).isEqualTo(9);
    }

    /** A thread that closes it, once it waits for the messages that are being sent. */
    private static Thread closing(DispatchLoop loop) {
        Thread closing = new Thread(loop::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        return closing;
    }

    @Test
    void finds_by_itself_a_message_whose_time_comes() {
        plan("later", 1);
        sql.sql("update touchpoint set send_at = send_at + interval '1 minute'").update();
        Slow provider = new Slow();
        provider.answer.countDown();
        try (DispatchLoop loop = loop(provider)) {
            clock.advance(Duration.ofMinutes(1));
            await().until(() -> count("accepted") == 1);
        }
        assertThat(sql.sql("select bool_and(settled_at >= send_at) from touchpoint")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void leaves_a_provider_that_is_down_alone_and_sends_everything_once_when_it_is_back() {
        plan("down", 30);
        Failing provider = new Failing();
        try (DispatchLoop loop = loop(provider)) {
            await().until(() -> loop.down().contains("email"));
            // Each of three connections may have been at a message when it opened.
            int tried = provider.calls.get() + 2;
            clock.advance(Duration.ofMillis(4_900));
            await().during(Duration.ofMillis(300)).until(() -> provider.calls.get() <= tried);

            provider.down = false;
            clock.advance(Duration.ofSeconds(1));
            await().until(() -> loop.down().isEmpty());
            clock.advance(Duration.ofSeconds(40));
            await().until(() -> count("accepted") == 30);
            assertThat(provider.calls).hasValueLessThanOrEqualTo(tried + 30);
        }
        assertThat(provider.taken).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void what_answers_somebody_just_now_goes_before_the_rest_of_a_batch_already_taken_up() throws Exception {
        plan("c", 10);
        sql.sql("update touchpoint set urgent = false").update();
        DeliverySettings tenAtOnce =
                new DeliverySettings(Map.of("email", 1), Map.of(), 10, Duration.ofMinutes(1), Duration.ofMillis(100));
        Held provider = new Held();
        try (DispatchLoop loop =
                new DispatchLoop(installation, tenAtOnce, "node", Map.of(ChannelName.EMAIL, provider), Links.SAMPLES)) {
            loop.start();
            provider.first.await();

            store("now", 1);
            try (Evaluator evaluator = installation.evaluator()) {
                installation.sweep().run(evaluator, installation.clock().millis());
            }
            loop.planned(Map.of("cart-abandoned", 1L));
            provider.goOn.countDown();

            await().until(() -> count("accepted") == 11);
        }
        assertThat(provider.to).doesNotHaveDuplicates().element(1).isEqualTo("now0@example.com");
    }

    @Test
    void what_answers_somebody_just_now_does_not_wait_for_a_busy_worker_where_another_rests() throws Exception {
        Held provider = new Held();
        DeliverySettings seldom =
                new DeliverySettings(Map.of("email", 2), Map.of(), 1, Duration.ofMinutes(1), Duration.ofHours(1));
        try (DispatchLoop loop =
                new DispatchLoop(installation, seldom, "node", Map.of(ChannelName.EMAIL, provider), Links.SAMPLES)) {
            loop.start();
            plan("first", 1);
            loop.planned(Map.of("cart-abandoned", 1L));
            provider.first.await();

            store("second", 1);
            try (Evaluator evaluator = installation.evaluator()) {
                installation.sweep().run(evaluator, installation.clock().millis());
            }
            loop.planned(Map.of("cart-abandoned", 1L));

            await().until(() -> provider.to.contains("second0@example.com"));
            assertThat(count("sending")).isEqualTo(2);
            provider.goOn.countDown();
            await().until(() -> count("accepted") == 2);
        }
        assertThat(provider.to).hasSize(2);
    }

    @Test
    void what_answers_somebody_and_may_not_leave_any_more_is_dropped_at_once() {
        Slow provider = new Slow();
        DeliverySettings seldom =
                new DeliverySettings(Map.of("email", 2), Map.of(), 10, Duration.ofMinutes(1), Duration.ofHours(1));
        plan("stopped", 1);
        CustomerId customer = new CustomerId("stopped0");
        installation
                .intake()
                .store(
                        List.of(event(customer, "Unsubscribed", clock.instant(), Map.of())),
                        clock.instant().toEpochMilli());
        try (DispatchLoop loop =
                new DispatchLoop(installation, seldom, "node", Map.of(ChannelName.EMAIL, provider), Links.SAMPLES)) {
            sql.sql("update touchpoint set send_at = send_at + interval '1 second'")
                    .update();
            loop.start();
            clock.advance(Duration.ofSeconds(1));
            loop.planned(Map.of("cart-abandoned", 1L));

            await().until(() -> count("dropped") == 1);
        }
        assertThat(provider.most).hasValue(0);
    }

    /** A provider that holds its first message until it is told to go on. */
    private static final class Held implements Channel {
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final List<String> to = new CopyOnWriteArrayList<>();

        @Override
        public ChannelName name() {
            return ChannelName.EMAIL;
        }

        @Override
        public Answer deliver(Message message) {
            to.add(message.to().address());
            first.countDown();
            try {
                goOn.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return new Answer.Accepted("id of " + message.touchpoint());
        }
    }

    /** A provider that is down until it is said to be up. */
    private static final class Failing implements Channel {
        private final AtomicInteger calls = new AtomicInteger();
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile boolean down = true;

        @Override
        public ChannelName name() {
            return ChannelName.EMAIL;
        }

        @Override
        public Answer deliver(Message message) {
            calls.incrementAndGet();
            if (down) {
                return new Answer.Later("no connection", null);
            }
            taken.add(message.touchpoint());
            return new Answer.Accepted("id of " + message.touchpoint());
        }
    }

    private DispatchLoop loop(Channel channel) {
        DispatchLoop loop = new DispatchLoop(
                installation, THREE_AT_ONCE, "node", Map.of(ChannelName.EMAIL, channel), Links.SAMPLES);
        loop.start();
        return loop;
    }

    /** So many customers whose cart was left just now, each with a message planned. */
    private void plan(String prefix, int customers) {
        store(prefix, customers);
        try (Evaluator evaluator = installation.evaluator()) {
            installation.sweep().run(evaluator, installation.clock().millis());
        }
        assertThat(count("planned")).isEqualTo(customers);
    }

    private void store(String prefix, int customers) {
        Instant cart = clock.instant();
        List<CustomerRecord> records = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < customers; index++) {
            CustomerId id = new CustomerId(prefix + index);
            ContactPoint point = new ContactPoint(ChannelName.EMAIL, prefix + index + "@example.com");
            records.add(new CustomerRecord(id, null, "en", Map.of(), List.of(point)));
            events.add(event(id, "User Registered", Instant.EPOCH, Map.of()));
            events.add(event(id, "Consent Granted", Instant.EPOCH, Map.of("topic", "marketing_email")));
            events.add(event(id, "Cart Abandoned", cart, Map.of("value", 228)));
        }
        installation.intake().identify(records, cart.toEpochMilli());
        installation.intake().store(events, cart.toEpochMilli());
    }

    private static Event event(CustomerId id, String name, Instant at, Map<String, Object> properties) {
        return new Event(id + "/" + name, id, name, at, new TreeMap<>(properties));
    }

    private long count(String state) {
        return sql.sql("select count(*) from touchpoint where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }
}
