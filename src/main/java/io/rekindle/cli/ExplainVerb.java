package io.rekindle.cli;

import io.rekindle.ExplanationDocument;
import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Explainer;
import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.postgres.PostgresCustomers;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekindle explain}: why a customer does or does not get a campaign. */
@Command(
        name = "explain",
        description =
                "Say why a customer would or would not get a campaign: each line with the value it saw, each gate.")
final class ExplainVerb extends Verb {

    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The shop's id of the customer.")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "The campaign's name.")
    private String campaign = "";

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "As of this instant, past or future (default: now); a day stands for its end.")
    private String at = "";

    @Override
    int run(Surroundings here) {
        return opened(here, installation -> {
            PostgresCustomers.Known known = known(installation);
            Explanation explanation = explain(installation, known);
            ZoneId zone = known.profile().zone();
            String currency = installation.policy().currency();
            Map<String, Object> document = ExplanationDocument.of(explanation, currency, zone);
            here.answer(document, () -> new ExplanationText(here.out(), zone, currency).print(explanation));
            return DONE;
        });
    }

    private PostgresCustomers.Known known(Installation installation) {
        return new PostgresCustomers(installation.dataSource(), installation::policy)
                .find(new CustomerId(customer))
                .orElseThrow(() -> new Refusal("there is no customer \"" + customer + "\""));
    }

    private Explanation explain(Installation installation, PostgresCustomers.Known known) {
        Campaign found = installation
                .release()
                .book()
                .campaign(campaign)
                .orElseThrow(() -> new Refusal("there is no campaign \"" + campaign + "\"; there are "
                        + installation.release().book().campaigns().stream()
                                .map(Campaign::name)
                                .toList()));
        Instant instant = at.isEmpty()
                ? installation.clock().instant()
                : Instants.parse(at, installation.policy().zone());
        try (Evaluator evaluator = installation.evaluator()) {
            return new Explainer(evaluator).explain(known.profile(), known.history(), found, instant.toEpochMilli());
        }
    }
}
