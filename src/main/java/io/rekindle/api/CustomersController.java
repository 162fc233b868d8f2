package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.fact.FactSheet;
import io.rekindle.postgres.ContactPoints;
import io.rekindle.postgres.Erasure;
import io.rekindle.postgres.Place;
import io.rekindle.postgres.PostgresCustomers;
import io.rekindle.postgres.PostgresDecisions;
import io.rekindle.postgres.PostgresTimeline;
import io.rekindle.postgres.StoredDecision;
import io.rekindle.release.Evaluators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers: who they are to the rules, what happened, and what was decided. */
@RestController
@RequestMapping(path = "/v1/customers/{id}", produces = "application/json")
@Tag(name = "customers")
public class CustomersController {

    private final Installation installation;
    private final Evaluators evaluators;

    CustomersController(Installation installation, Evaluators evaluators) {
        this.installation = installation;
        this.evaluators = evaluators;
    }

    /**
     * One thing that happened, or was decided.
     *
     * @param kind event, transition, decision or touchpoint
     * @param what the event's name, the state come to, or the campaign
     */
    public record TimelineItem(Instant at, String kind, String id, String what, Map<String, Object> details) {}

    /** A decision in short; {@code /v1/decisions/{id}} has its trace. */
    public record DecisionItem(
            String id,
            Instant at,
            String campaign,
            @Nullable String step,
            String outcome,
            @Nullable String reason,
            @Nullable String detail,
            String release) {}

    @GetMapping
    @Operation(
            summary = "A customer as of now",
            description = "Lifecycle, facts, consents, coupons; addresses are masked.")
    CustomerView customer(@PathVariable String id) {
        PostgresCustomers.Known known = known(id);
        long now = installation.clock().millis();
        FactSheet sheet = evaluators.lend(evaluator -> FactSheet.of(
                evaluator.facts(known.profile(), known.history(), now),
                evaluator.release().book().rfm()));
        List<ContactPoints.Masked> points =
                new ContactPoints(installation.dataSource()).of(known.profile().id());
        return CustomerView.of(known, sheet, installation.policy(), points);
    }

    @GetMapping("/timeline")
    @Operation(
            summary = "What happened to a customer and what was decided, newest first",
            description = "Events, lifecycle transitions, decisions and touchpoints, merged.")
    Page<TimelineItem> timeline(
            @PathVariable String id,
            @RequestParam(defaultValue = Page.DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        int most = Page.limit(limit);
        Place place = Page.after(after);
        List<PostgresTimeline.Item> items = new PostgresTimeline(installation.dataSource())
                .of(known(id).profile().id(), place, most + 1);
        return Page.of(items, most, PostgresTimeline.Item::place, CustomersController::item);
    }

    @GetMapping("/decisions")
    @Operation(summary = "A customer's decisions, newest first")
    Page<DecisionItem> decisions(
            @PathVariable String id,
            @RequestParam(defaultValue = Page.DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        int most = Page.limit(limit);
        Place place = Page.after(after);
        List<StoredDecision> decisions = new PostgresDecisions(installation.dataSource())
                .ofCustomer(known(id).profile().id(), place, most + 1);
        return Page.of(decisions, most, one -> new Place(one.at(), one.id()), CustomersController::item);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Erase a customer",
            description =
                    "All of it, for good. What stays is a hash of the id, so that no import brings the person back.")
    void erase(@PathVariable String id) {
        new Erasure(installation.dataSource()).erase(Customers.id(id));
    }

    private PostgresCustomers.Known known(String id) {
        return Customers.find(installation, id);
    }

    private static TimelineItem item(PostgresTimeline.Item item) {
        return new TimelineItem(
                Instant.ofEpochMilli(item.place().at()), item.kind(), item.id(), item.what(), item.details());
    }

    private static DecisionItem item(StoredDecision decision) {
        return new DecisionItem(
                decision.id(),
                Instant.ofEpochMilli(decision.at()),
                decision.campaign(),
                decision.step().isEmpty() ? null : decision.step(),
                decision.outcome(),
                decision.reason(),
                decision.detail().isEmpty() ? null : decision.detail(),
                decision.release());
    }
}
