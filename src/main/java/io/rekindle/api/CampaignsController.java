package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Trigger;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The campaigns of the live release. */
@RestController
@RequestMapping(path = "/v1/campaigns", produces = "application/json")
@Tag(name = "campaigns")
public class CampaignsController {

    private final Installation installation;

    CampaignsController(Installation installation) {
        this.installation = installation;
    }

    /** All campaigns of a release. */
    public record CampaignList(String release, List<CampaignView> items) {}

    /**
     * A campaign as the rule book says it.
     *
     * @param audience all of them hold, or one of a group
     * @param reEntry how long after entering a customer may enter again; absent for never
     * @param holdout the share that gets nothing, in percent
     */
    public record CampaignView(
            String name,
            Label label,
            String file,
            TriggerView trigger,
            List<List<String>> audience,
            List<String> exits,
            @Nullable String reEntry,
            @Nullable GoalView goal,
            double holdout,
            @Nullable Money budget,
            List<VariantView> variants,
            List<StepView> steps) {}

    /** What lets customers in: a schedule of their days, or an event. */
    public record TriggerView(
            String kind,
            @Nullable String time,
            @Nullable String event,
            @Nullable String delay) {}

    /** The event that counts as success. */
    public record GoalView(String event, String within) {}

    /** A share of the customers who enter, in percent. */
    public record VariantView(String name, double share) {}

    /** One message. */
    public record StepView(
            String name,
            @Nullable String variant,
            String channel,
            String template,
            @Nullable String coupon,
            String text) {}

    @GetMapping
    @Operation(summary = "The campaigns of the live release")
    CampaignList campaigns() {
        String currency = installation.policy().currency();
        return new CampaignList(
                installation.release().version(),
                installation.release().book().campaigns().stream()
                        .map(campaign -> view(campaign, currency))
                        .toList());
    }

    private static CampaignView view(Campaign campaign, String currency) {
        Campaign.Goal goal = campaign.goal();
        Long budget = campaign.budget();
        return new CampaignView(
                campaign.name(),
                campaign.label(),
                campaign.file(),
                trigger(campaign.trigger()),
                campaign.audience().stream().map(CampaignsController::texts).toList(),
                campaign.exits().stream().map(Line::text).toList(),
                campaign.reEntry() == null ? null : campaign.reEntry().toString(),
                goal == null ? null : new GoalView(goal.event(), goal.within().toString()),
                percent(campaign.holdoutBasisPoints()),
                budget == null ? null : Money.ofMinor(budget, currency),
                campaign.variants().stream()
                        .map(one -> new VariantView(one.name(), percent(one.basisPoints())))
                        .toList(),
                campaign.steps().stream()
                        .map(step -> new StepView(
                                step.name(),
                                step.variant(),
                                step.channel().value(),
                                step.template(),
                                step.coupon(),
                                step.text()))
                        .toList());
    }

    private static List<String> texts(Clause clause) {
        return clause.lines().stream().map(Line::text).toList();
    }

    private static double percent(int basisPoints) {
        return basisPoints / 100.0;
    }

    private static TriggerView trigger(Trigger trigger) {
        if (trigger instanceof Trigger.Schedule schedule) {
            String kind = schedule.cadence().name().toLowerCase(Locale.ROOT);
            return new TriggerView(kind, schedule.time().toString(), null, null);
        }
        Trigger.OnEvent event = (Trigger.OnEvent) trigger;
        String delay = event.delay().amount() == 0 ? null : event.delay().toString();
        return new TriggerView(event.webhook() ? "webhook" : "event", null, event.event(), delay);
    }
}
