package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.Previews;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Step;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which message is meant, and for whom: what {@code preview} and {@code send-test} are called with. */
final class Previewing {

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "The campaign's name.")
    private String campaign = "";

    @Parameters(
            index = "1",
            paramLabel = "STEP",
            description = "The step's name, or name and variant as in the file: \"d30 A\".")
    private String step = "";

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description = "The shop's id of the customer whose facts it is filled with (default: nobody's).")
    private @Nullable String customer;

    @Option(names = "--language", paramLabel = "en|zh", description = "Instead of the customer's (default: en).")
    private @Nullable String language;

    /** Renders it. */
    Preview preview(Installation installation, String at) {
        Campaign found = installation
                .release()
                .book()
                .campaign(campaign)
                .orElseThrow(() -> new Refusal("there is no campaign \"" + campaign + "\"; there are "
                        + installation.release().book().campaigns().stream()
                                .map(Campaign::name)
                                .toList()));
        long instant = at.isEmpty()
                ? installation.clock().millis()
                : Instants.parse(at, installation.policy().zone()).toEpochMilli();
        Previews previews = new Previews(installation);
        try (Evaluator evaluator = installation.evaluator()) {
            return previews.of(evaluator, reader(previews), found, step, language, instant)
                    .orElseThrow(() -> new Refusal(campaign + " has no step \"" + step + "\"; there are "
                            + found.steps().stream().map(Previewing::name).toList()));
        }
    }

    private Preview.Reader reader(Previews previews) {
        return customer == null
                ? previews.nobody(Objects.requireNonNullElse(language, "en"))
                : previews.customer(new CustomerId(customer))
                        .orElseThrow(() -> new Refusal("there is no customer \"" + customer + "\""));
    }

    private static String name(Step step) {
        return step.variant() == null ? step.name() : step.name() + " " + step.variant();
    }

    static void print(PrintWriter out, Content content) {
        if (!content.title().isEmpty()) {
            out.println(content.title());
            out.println();
        }
        out.println(content.text());
    }
}
