package io.rekindle.cli;

import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.replay.DayByDay;
import java.time.LocalDate;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle replay}: takes the customers through past days on a simulated clock. */
@Command(
        name = "replay",
        description = {
            "Replay days on a simulated clock, day by day, by the code that runs every day.",
            "Messages are kept in the sandbox: a replay sends nothing."
        })
final class ReplayVerb extends Verb {

    @Option(names = "--from", paramLabel = "DATE", required = true, description = "The first day.")
    private String from = "";

    @Option(names = "--to", paramLabel = "DATE", required = true, description = "The last day.")
    private String to = "";

    @Override
    int run(Surroundings here) {
        LocalDate first = Instants.date(from);
        LocalDate last = Instants.date(to);
        if (last.isBefore(first)) {
            throw Refusal.wrongCall("--to " + last + " is before --from " + first);
        }
        return opened(here, installation -> {
            installation.goLive(
                    first.atStartOfDay(installation.policy().zone()).toInstant().toEpochMilli());
            try (Progress progress = new Progress("Replaying", DayByDay.days(first, last), "days")) {
                SweepReport report =
                        new DayByDay(installation, DayByDay.ShopDay.NOTHING).run(first, last, day -> progress.step());
                Map<String, Object> document = SweepVerb.document(report);
                document.put("from", first.toString());
                document.put("to", last.toString());
                here.answer(document, () -> here.out().println(SweepVerb.inWords(report)));
            }
            return DONE;
        });
    }
}
