package io.rekindle.bench;

import io.rekindle.SmallShop;
import io.rekindle.delivery.RecordingSmtpServer;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.Database;
import io.rekindle.postgres.Pauses.Scope;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.schedule.Sweeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * From an event to the mail server that has taken the message which answers it: alone, and while a campaign's messages wait
 * and leave as fast as they can. Fifty events a second, each customer's first.
 */
class AnswerLatencyBench {

    /** Instants of {@link System#nanoTime()}: it was about to be stored, was, and what it led to was planned. */
    private record Happened(long at, long stored, long planned) {}

    /** What it took in all, and the parts of it; milliseconds. */
    private record Answered(double all, double storing, double deciding, double sending) {}

    private volatile long planned;

    private static final int QUEUE = Integer.getInteger("rekindle.bench.queue", 100_000);
    private static final int EVENTS = Integer.getInteger("rekindle.bench.events", 500);
    private static final int WARMING_UP = Integer.getInteger("rekindle.bench.warming", 1_000);
    private static final Duration APART = Duration.ofMillis(20);

    @Test
    void answering() throws Exception {
        try (Database database = Database.open(Path.of("target", "bench-home"), Map.of());
                RecordingSmtpServer server = RecordingSmtpServer.withoutLetters();
                BenchReport report = new BenchReport("answering an event while " + QUEUE + " wait")) {
            SmallShop shop = Mailing.shop(database.dataSource());
            LiveRelease live = new LiveRelease(shop.installation());
            try (DispatchLoop loop = Mailing.loop(shop, server.port(), null, Map.of());
                    Evaluators evaluators = new Evaluators(shop.installation()::release, 4);
                    Sweeper sweeper = new Sweeper(shop.installation(), evaluators, live, messages -> {
                        planned = System.nanoTime();
                        loop.planned(messages);
                    })) {
                loop.start();
                answer(shop, sweeper, server, "warm", WARMING_UP);
                List<Answered> alone = answer(shop, sweeper, server, "alone", EVENTS);
                shop.installation().pauses().pause(Scope.campaign("mailing"), System.currentTimeMillis());
                Mailing.plan(shop, "c", QUEUE);
                List<Answered> behind = answer(shop, sweeper, server, "behind", EVENTS);
                shop.sql().sql("delete from pause").update();
                loop.wake();
                List<Answered> among = answer(shop, sweeper, server, "among", EVENTS);
                long left = shop.number("select count(*) from touchpoint where state = 'planned'");
                tell(report, "alone", alone);
                tell(report, "while they wait, stopped", behind);
                tell(report, "while they wait, and leave as fast as they can", among);
                report.figure("campaign messages that still waited at the end", (double) left, "");
                report.atMost("p50 alone", at(alone, 50), "ms", 15);
                report.atMost("p99 alone", at(alone, 99), "ms", 100);
                report.atMost("p50 stopped, against alone", at(behind, 50) / at(alone, 50), "x", 2);
                report.atMost("p99 stopped, against alone", at(behind, 99) / at(alone, 99), "x", 2);
                report.atMost("p50 leaving, against alone", at(among, 50) / at(alone, 50), "x", 2);
                report.atMost("p99 leaving, against alone", at(among, 99) / at(alone, 99), "x", 2);
                shop.sql().sql("truncate touchpoint cascade").update();
            }
        }
    }

    private List<Answered> answer(
            SmallShop shop, Sweeper sweeper, RecordingSmtpServer server, String prefix, int events) {
        List<String> customers = new ArrayList<>();
        for (int index = 0; index < events; index++) {
            customers.add(prefix + index);
        }
        shop.customers(customers, null);
        String before = Instant.now().minusSeconds(3600).toString();
        customers.forEach(one -> shop.happens(one, "Page Viewed", before));
        shop.sweep(Instant.now());
        Map<String, Happened> happened = new HashMap<>();
        long next = System.nanoTime();
        for (String customer : customers) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += APART.toNanos();
            long at = System.nanoTime();
            shop.happens(customer, "Cart Abandoned", Instant.now().toString(), "value", 228);
            long stored = System.nanoTime();
            sweeper.sweep(Set.of(new CustomerId(customer)));
            happened.put(customer + "@example.com", new Happened(at, stored, planned));
        }
        List<Answered> answered = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (answered.size() < events && System.nanoTime() < deadline) {
            LockSupport.parkNanos(APART.toNanos());
            answered = server.taken().stream()
                    .filter(one -> happened.containsKey(one.recipient()))
                    .map(one -> answered(happened.get(one.recipient()), one.nanos()))
                    .toList();
        }
        if (answered.size() != events) {
            throw new IllegalStateException(answered.size() + " of " + events + " were answered");
        }
        return answered;
    }

    private static Answered answered(Happened event, long taken) {
        return new Answered(
                (taken - event.at) / 1e6,
                (event.stored - event.at) / 1e6,
                (event.planned - event.stored) / 1e6,
                (taken - event.planned) / 1e6);
    }

    private static void tell(BenchReport report, String what, List<Answered> all) {
        report.figure(what + ": event to mail server, p50", at(all, 50), "ms");
        report.figure(what + ": p99", at(all, 99), "ms");
        report.figure(what + ": of it storing, p50", at(all, Answered::storing, 50), "ms");
        report.figure(what + ": deciding, p50", at(all, Answered::deciding, 50), "ms");
        report.figure(what + ": sending, p50", at(all, Answered::sending, 50), "ms");
    }

    private static double at(List<Answered> all, int percent) {
        return at(all, Answered::all, percent);
    }

    private static double at(List<Answered> all, ToDoubleFunction<Answered> part, int percent) {
        double[] sorted = all.stream().mapToDouble(part).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
