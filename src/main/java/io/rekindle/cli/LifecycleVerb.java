package io.rekindle.cli;

import io.rekindle.replay.LifecycleCounting;
import io.rekindle.replay.LifecycleCounts;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle lifecycle}: how many customers are in each state at the end of a day. */
@Command(
        name = "lifecycle",
        description = "Count customers by lifecycle state at the end of a day, by the rules in force. Writes nothing.")
final class LifecycleVerb extends Verb {

    @Option(names = "--as-of", paramLabel = "DATE", required = true, description = "A day of the rule book's zone.")
    private String asOf = "";

    @Override
    int run(Surroundings here) {
        LocalDate day = Instants.date(asOf);
        return opened(here, installation -> {
            LifecycleCounting counting = new LifecycleCounting(List.of(day), installation);
            LifecycleCounting.Estimated some =
                    counting.estimate(installation.clock().millis()).get(0);
            LifecycleCounts counts = counted(here, counting, some);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("as_of", day.toString());
            document.put("counts", counts.counts());
            document.put("total", counts.total());
            if (counts.unmatched() > 0) {
                document.put("unmatched", counts.unmatched());
            }
            here.answer(document, () -> print(here, counts));
            return DONE;
        });
    }

    private static LifecycleCounts counted(
            Surroundings here, LifecycleCounting counting, LifecycleCounting.Estimated some) {
        if (some.drawn() < some.customers()) {
            some.counts().forEach((state, count) -> here.tell(state + ": " + Estimates.text(count)));
        }
        try (Progress progress = new Progress("Counting", some.customers(), "customers")) {
            return counting.exact(read -> {
                        progress.stepTo(read);
                        return true;
                    })
                    .orElseThrow()
                    .get(0);
        }
    }

    private static void print(Surroundings here, LifecycleCounts counts) {
        here.out().println("At the end of " + counts.asOf() + ":");
        counts.counts().forEach((state, count) -> here.out().printf("  %-11s %,10d%n", state, count));
        here.out().printf("  %-11s %,10d%n", "total", counts.total());
        if (counts.unmatched() > 0) {
            here.out().printf("  %,d more customers match no row of lifecycle.csv%n", counts.unmatched());
        }
    }
}
