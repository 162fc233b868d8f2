package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.demo.Demo;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.intake.UnusableOrderFile;
import io.rekindle.overview.Overview;
import io.rekindle.postgres.Database;
import io.rekindle.replay.DayByDay;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle demo}: a shop, its customers and a year and a half, in a few minutes. */
@Command(
        name = "demo",
        description = {
            "Replay a shop of 5,000 invented customers over 18 months, print what happened, then show it on a page.",
            "Nothing is sent: messages are kept in the sandbox. Doing it again on the same home adds nothing."
        })
final class DemoVerb extends Verb {

    @Option(names = "--no-serve", description = "Stop after printing.")
    private boolean noServe;

    @Option(names = "--orders", paramLabel = "FILE", description = "Show a real shop's orders (CSV or CSV.gz) instead.")
    private @Nullable Path orders;

    @Option(names = "--port", paramLabel = "PORT", description = "Where the page is (default: 8080).")
    private int port = -1;

    @Override
    int run(Surroundings here) {
        RuleBook book = here.book();
        Database database = here.database();
        boolean serving = false;
        try {
            Installation installation = Installation.open(database.dataSource(), book, Clock.systemUTC());
            Demo.Result result = demonstrate(here, installation);
            Installation then = Installation.toRead(database.dataSource(), book, endOf(result, installation));
            Overview overview = Overview.of(then);
            here.answer(
                    DemoReport.document(result, overview),
                    () -> new DemoReport(here.out(), book.policy().zone()).print(result, overview));
            serving = !noServe;
            if (serving) {
                // The clock stands still at the demonstration's end: nothing is swept or sent while it is looked at.
                String page = "--server.port=" + (port < 0 ? 8080 : port);
                Serving.untilStopped(here, database, then, page, "--rekindle.schedule.enabled=false");
            }
            return DONE;
        } finally {
            if (!serving) {
                database.close();
            }
        }
    }

    private static Clock endOf(Demo.Result result, Installation installation) {
        ZoneId zone = installation.policy().zone();
        return Clock.fixed(Instant.ofEpochMilli(DayByDay.endOf(result.to(), zone)), zone);
    }

    private Demo.Result demonstrate(Surroundings here, Installation installation) {
        try (Parts parts = new Parts()) {
            return orders == null
                    ? Demo.invented(installation, here.home().resolve("demo"), Demo.CUSTOMERS, parts)
                    : Demo.of(installation, orders, parts);
        } catch (UnusableOrderFile | IllegalArgumentException unusable) {
            throw new Refusal(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    /** A progress bar for each part. */
    private static final class Parts implements Demo.Watcher, AutoCloseable {
        private String part = "";
        private @Nullable Progress bar;

        @Override
        public void begins(String next, long steps) {
            if (!next.equals(part)) {
                close();
                part = next;
                bar = new Progress(next, steps, "");
            } else if (bar != null) {
                bar.of(0, steps);
            }
        }

        @Override
        public void reached(long steps) {
            if (bar != null) {
                bar.stepTo(steps);
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}
