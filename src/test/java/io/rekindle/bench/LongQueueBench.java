package io.rekindle.bench;

import io.rekindle.SmallShop;
import io.rekindle.postgres.Database;
import io.rekindle.schedule.DispatchLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a queue a hundred times as long costs: heap that stays after some have left, and the claim's way to the next ten. */
class LongQueueBench {

    private static final int SENT = 2_000;
    private static final Pattern TIME = Pattern.compile("Execution Time: ([0-9.]+) ms");
    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)");

    @Test
    void queues() throws Exception {
        List<Integer> lengths = Stream.of(System.getProperty("rekindle.bench.lengths", "10000,100000,1000000")
                        .split(","))
                .map(Integer::valueOf)
                .toList();
        try (Database database = Database.open(Path.of("target", "bench-home"), Map.of());
                MailSink sink = MailSink.start();
                BenchReport report = new BenchReport("queues of " + lengths)) {
            double first = 0;
            double last = 0;
            for (int length : lengths) {
                SmallShop shop = Mailing.shop(database.dataSource());
                Mailing.plan(shop, "c", length);
                last = heapAfterSending(shop, sink);
                first = first == 0 ? last : first;
                report.figure(length + " waiting: heap after " + SENT + " left", last, "MB");
                claim(report, shop, length);
            }
            report.atMost("heap at the longest against the shortest", last / first, "x", 1.2);
            Mailing.shop(database.dataSource());
        }
    }

    private static double heapAfterSending(SmallShop shop, MailSink sink) {
        long before = shop.number("select count(*) from touchpoint");
        try (DispatchLoop loop = Mailing.loop(shop, sink.port(), null, Map.of("email", 500.0))) {
            loop.start();
            while (before - shop.number("select count(*) from touchpoint where state = 'planned'") < SENT) {
                LockSupport.parkNanos(200_000_000);
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
        }
    }

    /** The two queries that look for work, as {@code Claims} asks them. */
    private static void claim(BenchReport report, SmallShop shop, int length) {
        List<String> next = shop.rows("""
                explain (analyze, buffers) select id::text from touchpoint
                where state = 'planned' and not urgent and channel = 'email' and campaign = 'mailing' and send_at <= now()
                order by send_at limit 10 for update skip locked
                """);
        List<String> waiting = shop.rows("""
                explain (analyze, buffers) with recursive waiting (campaign) as (
                    (select campaign from touchpoint where state = 'planned' and not urgent and channel = 'email'
                     order by campaign limit 1)
                    union all
                    select (select campaign from touchpoint where state = 'planned' and not urgent and channel = 'email'
                            and campaign > waiting.campaign order by campaign limit 1)
                    from waiting where campaign is not null)
                select campaign from waiting where campaign is not null
                """);
        for (List<String> plan : List.of(next, waiting)) {
            String what = length + " waiting: " + (plan == next ? "the next ten" : "which campaigns");
            String text = String.join("\n", plan);
            report.figure(what + ", by index", text.contains("touchpoint_to_send") ? 1 : 0, "");
            report.figure(what + ", sequential scans or sorts", text.split("Seq Scan|Sort ").length - 1, "");
            report.figure(what, first(TIME, text), "ms");
            report.figure(what + ", pages", first(PAGES, text), "");
        }
    }

    private static double first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }
}
