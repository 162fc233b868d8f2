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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * From an event to the mail server that has taken the message which answers it: alone, and while a campaign's messages wait
 * and leave as fast as they can. Fifty events a second, each customer's first.
 */
class AnswerLatencyBench {

    private static final int QUEUE = Integer.getInteger("rekindle.bench.queue", 100_000);
    private static final int EVENTS = Integer.getInteger("rekindle.bench.events", 500);
    private static final int WARMING_UP = Integer.getInteger("rekindle.bench.warming", 1_000);
    private static final Duration APART = Duration.ofMillis(20);

    @Test
    void answering() throws Exception {
        try (Database database = Database.open(Path.of("target", "bench-home"), Map.of());
                RecordingSmtpServer server = new RecordingSmtpServer(Duration.ZERO);
                BenchReport report = new BenchReport("answering an event while " + QUEUE + " wait")) {
            SmallShop shop = Mailing.shop(database.dataSource());
            LiveRelease live = new LiveRelease(shop.installation());
            try (DispatchLoop loop = Mailing.loop(shop, server.port(), null, Map.of());
                    Evaluators evaluators = new Evaluators(shop.installation()::release, 4);
                    Sweeper sweeper = new Sweeper(shop.installation(), evaluators, live, loop::planned)) {
                loop.start();
                answer(shop, sweeper, server, "warm", WARMING_UP);
                List<Double> alone = answer(shop, sweeper, server, "alone", EVENTS);
                shop.installation().pauses().pause(Scope.campaign("mailing"), System.currentTimeMillis());
                Mailing.plan(shop, "c", QUEUE);
                List<Double> behind = answer(shop, sweeper, server, "behind", EVENTS);
                shop.sql().sql("delete from pause").update();
                loop.wake();
                List<Double> among = answer(shop, sweeper, server, "among", EVENTS);
                long left = shop.number("select count(*) from touchpoint where state = 'planned'");
                tell(report, "alone", alone);
                tell(report, "while they wait, stopped", behind);
                tell(report, "while they wait, and leave as fast as they can", among);
                report.figure("campaign messages that still waited at the end", (double) left, "");
                report.atMost("p50 stopped, against alone", at(behind, 50) / at(alone, 50), "x", 2);
                report.atMost("p99 stopped, against alone", at(behind, 99) / at(alone, 99), "x", 2);
                report.atMost("p50 leaving, against alone", at(among, 50) / at(alone, 50), "x", 2);
                report.atMost("p99 leaving, against alone", at(among, 99) / at(alone, 99), "x", 2);
                shop.sql().sql("truncate touchpoint cascade").update();
            }
        }
    }

    private static List<Double> answer(
            SmallShop shop, Sweeper sweeper, RecordingSmtpServer server, String prefix, int events) {
        List<String> customers = new ArrayList<>();
        for (int index = 0; index < events; index++) {
            customers.add(prefix + index);
        }
        shop.customers(customers, null);
        String before = Instant.now().minusSeconds(3600).toString();
        customers.forEach(one -> shop.happens(one, "Page Viewed", before));
        shop.sweep(Instant.now());
        Map<String, Long> happened = new HashMap<>();
        long next = System.nanoTime();
        for (String customer : customers) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += APART.toNanos();
            happened.put(customer + "@example.com", System.nanoTime());
            shop.happens(customer, "Cart Abandoned", Instant.now().toString(), "value", 228);
            sweeper.sweep(new CustomerId(customer));
        }
        List<Double> millis = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (millis.size() < events && System.nanoTime() < deadline) {
            LockSupport.parkNanos(APART.toNanos());
            millis = server.taken().stream()
                    .filter(one -> happened.containsKey(one.recipient()))
                    .map(one -> (one.nanos() - happened.get(one.recipient())) / 1e6)
                    .sorted()
                    .toList();
        }
        if (millis.size() != events) {
            throw new IllegalStateException(millis.size() + " of " + events + " were answered");
        }
        return millis;
    }

    private static void tell(BenchReport report, String what, List<Double> sorted) {
        report.figure(what + ": event to mail server, p50", at(sorted, 50), "ms");
        report.figure(what + ": p99", at(sorted, 99), "ms");
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
