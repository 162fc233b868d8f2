package io.rekindle.cli;

import io.rekindle.engine.sweep.Sweep;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.release.Evaluators;
import io.rekindle.settings.ScheduleSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle sweep}: evaluates the customers that are due. */
@Command(
        name = "sweep",
        description = {
            "Evaluate the customers that are due at an instant: transitions, entries, decisions.",
            "What was missed more than 24 hours before it is not made up for; nothing is sent by this verb."
        })
final class SweepVerb extends Verb {

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "Sweep up to this instant (default: now); a day stands for its end in the rule book's zone.")
    private String asOf = "";

    @Override
    int run(Surroundings here) {
        return opened(here, installation -> {
            Instant until = asOf.isEmpty()
                    ? installation.clock().instant()
                    : Instants.parse(asOf, installation.policy().zone());
            installation.goLive(until.toEpochMilli());
            int threads = ScheduleSettings.DEFAULT.threadsOfSweep();
            try (Evaluators evaluators = new Evaluators(installation::release, threads);
                    Progress progress = new Progress("Sweeping", -1, "customers")) {
                long from = until.minus(Sweep.CATCH_UP).toEpochMilli();
                SweepReport report = installation
                        .sweep()
                        .run(evaluators::lendTo, threads, from, until.toEpochMilli(), progress::stepTo);
                answer(here, until, report);
            }
            return DONE;
        });
    }

    private static void answer(Surroundings here, Instant until, SweepReport report) {
        Map<String, Object> document = document(report);
        document.put("as_of", until.toString());
        here.answer(document, () -> here.out().println(inWords(report)));
    }

    static Map<String, Object> document(SweepReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("customers", report.customers());
        document.put("transitions", report.transitions());
        document.put("entries", report.entries());
        document.put("touchpoints", report.touchpoints());
        document.put("refusals", report.refusals());
        return document;
    }

    static String inWords(SweepReport report) {
        return String.format(
                "%,d customers evaluated: %,d transitions, %,d entries, %,d messages decided, %,d refused.",
                report.customers(), report.transitions(), report.entries(), report.touchpoints(), report.refusals());
    }
}
