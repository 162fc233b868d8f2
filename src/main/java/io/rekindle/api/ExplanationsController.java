package io.rekindle.api;

import io.rekindle.ExplanationDocument;
import io.rekindle.Installation;
import io.rekindle.engine.decision.Explainer;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.postgres.PostgresCustomers;
import io.rekindle.release.Evaluators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why a customer gets a campaign, or does not, at any instant. */
@RestController
@RequestMapping(path = "/v1/explanations", produces = "application/json")
@Tag(name = "decisions")
public class ExplanationsController {

    private final Installation installation;
    private final Evaluators evaluators;

    ExplanationsController(Installation installation, Evaluators evaluators) {
        this.installation = installation;
        this.evaluators = evaluators;
    }

    @GetMapping
    @Operation(
            summary = "Why, or why not",
            description =
                    "Each line of the audience with the value it saw, each step with the gates of the policy, by the"
                            + " code that decides, on the facts as of the instant; and what would change the answer: when"
                            + " it turns by itself, and the smallest change that turns it. Nothing is written.")
    Map<String, Object> explain(
            @RequestParam String customer,
            @RequestParam String campaign,
            @Parameter(description = "An instant, ISO 8601; now where it is left out")
                    @RequestParam(required = false)
                    @Nullable
                    Instant at) {
        PostgresCustomers.Known known = Customers.find(installation, customer);
        Campaign asked = installation
                .release()
                .book()
                .campaign(campaign)
                .orElseThrow(() -> ProblemException.notFound("the rule book has no such campaign"));
        long instant = Instants.checked(at, installation.clock().instant());
        return evaluators.lend(evaluator -> ExplanationDocument.of(
                new Explainer(evaluator).explain(known.profile(), known.history(), asked, instant),
                installation.policy().currency(),
                known.profile().zone()));
    }
}
