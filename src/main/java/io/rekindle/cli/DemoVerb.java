package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.demo.Demo;
import io.rekindle.intake.UnusableOrderFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle demo}: a shop, its customers and a year and a half, in a few minutes. */
@Command(
        name = "demo",
        description = {
            "Replay a shop of 5,000 invented customers over 18 months, print what happened, then show it on a page.",
            "Nothing is sent: messages are kept in the sandbox."
        })
final class DemoVerb extends Verb {

    @Option(names = "--no-serve", description = "Stop after printing.")
    private boolean noServe;

    @Option(names = "--orders", paramLabel = "FILE", description = "Show a real shop's orders instead.")
    private @Nullable Path orders;

    @Override
    int run(Surroundings here) {
        return working(here, installation -> {
            Demo.Result result = demonstrate(here, installation);
            here.out()
                    .println(result.from() + " " + result.to() + " " + SweepVerb.inWords(result.sweeps()) + " "
                            + noServe);
            return DONE;
        });
    }

    private Demo.Result demonstrate(Surroundings here, Installation installation) {
        try (Parts parts = new Parts()) {
            return orders == null
                    ? Demo.invented(installation, here.home().resolve("demo"), Demo.CUSTOMERS, parts)
                    : Demo.of(installation, orders, parts);
        } catch (UnusableOrderFile unusable) {
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
