package io.rekindle.bench;

import io.rekindle.SmallShop;
import io.rekindle.delivery.RecordingSmtpServer;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.postgres.Database;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.schedule.Sweeper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Where the time from an event to the mail server goes. */
class AnswerStagesBench {

    private static final int EVENTS = Integer.getInteger("rekindle.bench.events", 500);
    private static final int WARMING_UP = Integer.getInteger("rekindle.bench.warming", 1_000);
    private static final Duration APART = Duration.ofMillis(Integer.getInteger("rekindle.bench.apart", 20));

    private record Span(String thread, String label, long begin, long end) {}

    private final ConcurrentLinkedQueue<Span> spans = new ConcurrentLinkedQueue<>();
    private volatile boolean recording;

    private void add(String label, long begin) {
        if (recording) {
            spans.add(new Span(Thread.currentThread().getName(), label, begin, System.nanoTime()));
        }
    }

    private <T> T timed(Class<T> type, T target, String prefix) {
        Object made =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    long begun = System.nanoTime();
                    try {
                        Object result = method.invoke(target, arguments);
                        if (result instanceof Connection connection) {
                            return timed(Connection.class, connection, "");
                        }
                        if (result instanceof PreparedStatement statement) {
                            String text = String.valueOf(arguments[0]).strip().replaceAll("\\s+", " ");
                            return timed(
                                    PreparedStatement.class,
                                    statement,
                                    text.substring(0, Math.min(60, text.length())));
                        }
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    } finally {
                        String name = method.getName();
                        if (name.startsWith("execute")
                                || name.equals("commit")
                                || name.equals("rollback")
                                || name.equals("getConnection")
                                || name.contains("avepoint")) {
                            add((prefix + " " + name).strip(), begun);
                        }
                    }
                });
        return type.cast(made);
    }

    private record Way(Map<String, long[]> at, Map<String, String> thread) {
        void mark(String customer, int stage) {
            at.computeIfAbsent(customer, any -> new long[12])[stage] = System.nanoTime();
        }
    }

    private final Way way = new Way(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    private final ThreadLocal<Long> claimBegun = new ThreadLocal<>();

    private Outbox staged(Outbox outbox) {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (self, method, arguments) -> {
                    long begun = System.nanoTime();
                    String name = method.getName();
                    Claimed next = null;
                    if (name.equals("begin")) {
                        next = (Claimed) (arguments[0] instanceof Claimed ? arguments[0] : arguments[1]);
                        way.mark(next.touchpoint().customer().value(), 5);
                    }
                    try {
                        Object result = method.invoke(outbox, arguments);
                        if (result instanceof Optional<?> rushed && rushed.isPresent()) {
                            String customer =
                                    ((Outbox.Begun) rushed.get()).claimed().touchpoint().customer().value();
                            long[] at = way.at.computeIfAbsent(customer, any -> new long[12]);
                            at[3] = begun;
                            at[4] = begun;
                            at[5] = begun;
                            way.mark(customer, 6);
                            way.thread.put(customer, Thread.currentThread().getName());
                        }
                        if (result instanceof List<?> claimed) {
                            for (Object one : claimed) {
                                String customer = ((Claimed) one).touchpoint().customer().value();
                                way.at.computeIfAbsent(customer, any -> new long[12])[3] = begun;
                                way.mark(customer, 4);
                                way.thread.put(customer, Thread.currentThread().getName());
                            }
                        }
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    } finally {
                        if (next != null) {
                            way.mark(next.touchpoint().customer().value(), 6);
                        }
                        add("outbox " + name, begun);
                    }
                });
    }

    @Test
    void stages() throws Exception {
        try (Database database = Database.open(Path.of("target", "bench-home"), Map.of());
                RecordingSmtpServer server = new RecordingSmtpServer(Duration.ZERO)) {
            DataSource source = timed(DataSource.class, database.dataSource(), "");
            SmallShop shop = Mailing.shop(source);
            LiveRelease live = new LiveRelease(shop.installation());
            ThreadLocal<String> who = new ThreadLocal<>();
            try (DispatchLoop loop = Mailing.loop(shop, server.port(), null, Map.of(), this::staged);
                    Evaluators evaluators = new Evaluators(shop.installation()::release, 4);
                    Sweeper sweeper = new Sweeper(shop.installation(), evaluators, live, planned -> {
                        if (who.get() != null) {
                            way.mark(who.get(), 2);
                        }
                        loop.planned(planned);
                    })) {
                loop.start();
                answer(shop, sweeper, server, "warm", WARMING_UP, who);
                recording = true;
                answer(shop, sweeper, server, "alone", EVENTS, who);
                recording = false;
                shop.sql().sql("truncate touchpoint cascade").update();
            }
        }
    }

    private void answer(
            SmallShop shop,
            Sweeper sweeper,
            RecordingSmtpServer server,
            String prefix,
            int events,
            ThreadLocal<String> who) {
        List<String> customers = new ArrayList<>();
        for (int index = 0; index < events; index++) {
            customers.add(prefix + index);
        }
        shop.customers(customers, null);
        String before = Instant.now().minusSeconds(3600).toString();
        customers.forEach(one -> shop.happens(one, "Page Viewed", before));
        shop.sweep(Instant.now());
        spans.clear();
        long next = System.nanoTime();
        for (String customer : customers) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += APART.toNanos();
            who.set(customer);
            way.mark(customer, 0);
            shop.happens(customer, "Cart Abandoned", Instant.now().toString(), "value", 228);
            way.mark(customer, 1);
            sweeper.sweep(new CustomerId(customer));
        }
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        Map<String, Long> taken = new HashMap<>();
        while (taken.size() < events && System.nanoTime() < deadline) {
            LockSupport.parkNanos(APART.toNanos());
            taken = server.taken().stream()
                    .filter(one -> one.recipient().startsWith(prefix))
                    .collect(Collectors.toMap(
                            one -> one.recipient().replaceAll("@.*", ""), RecordingSmtpServer.Taken::nanos));
        }
        if (recording) {
            tell(customers, taken);
        }
    }

    private void tell(List<String> customers, Map<String, Long> taken) {
        String[] names = {
            "store", "sweep until planned is told", "planned told to claim begun", "claim", "check, render", "begin", "SMTP until taken"
        };
        Map<String, List<Double>> stages = new LinkedHashMap<>();
        for (String customer : customers) {
            long[] at = way.at.get(customer);
            at[7] = taken.get(customer);
            for (int stage = 0; stage < names.length; stage++) {
                stages.computeIfAbsent(names[stage], any -> new ArrayList<>()).add((at[stage + 1] - at[stage]) / 1e6);
            }
            stages.computeIfAbsent("ALL", any -> new ArrayList<>()).add((at[7] - at[0]) / 1e6);
        }
        stages.forEach((name, list) -> print(name, list, customers.size()));
        Map<String, List<Span>> byThread = spans.stream().collect(Collectors.groupingBy(Span::thread));
        byThread.values().forEach(list -> list.sort(Comparator.comparingLong(Span::begin)));
        Map<String, List<Double>> detail = new LinkedHashMap<>();
        String mine = Thread.currentThread().getName();
        for (String customer : customers) {
            long[] at = way.at.get(customer);
            for (Span span : byThread.get(mine)) {
                if (span.begin >= at[0] && span.end <= at[2]) {
                    detail.computeIfAbsent((span.begin < at[1] ? "  store " : "  sweep ") + span.label, any -> new ArrayList<>())
                            .add((span.end - span.begin) / 1e6);
                }
            }
            for (Span span : byThread.getOrDefault(way.thread.get(customer), List.of())) {
                if (span.begin >= at[2] && span.begin <= at[7] + 10_000_000) {
                    detail.computeIfAbsent((span.begin < at[7] ? "  dispatch " : "  after ") + span.label, any -> new ArrayList<>())
                            .add((span.end - span.begin) / 1e6);
                }
            }
        }
        detail.forEach((name, list) -> print(name, list, customers.size()));
    }

    private static void print(String name, List<Double> list, int events) {
        list.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "%-95s p10 %7.3f p50 %7.3f p90 %7.3f p99 %8.3f   x %.2f%n",
                name,
                list.get(list.size() / 10),
                list.get(list.size() / 2),
                list.get(list.size() * 9 / 10),
                list.get(list.size() * 99 / 100),
                (double) list.size() / events);
    }
}
