package io.rekindle.overview;

import io.rekindle.engine.measure.Lift;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.postgres.PostgresOverview;
import io.rekindle.postgres.PostgresOverview.Entries;
import io.rekindle.postgres.PostgresOverview.Issued;
import io.rekindle.postgres.PostgresOverview.Messages;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the counts of each campaign together. */
final class CampaignRows {

    private CampaignRows() {}

    static List<Overview.CampaignRow> of(List<Campaign> campaigns, PostgresOverview store) {
        Map<String, Entries> entries =
                store.entries().stream().collect(Collectors.toMap(Entries::campaign, Function.identity()));
        Map<String, Issued> coupons =
                store.coupons().stream().collect(Collectors.toMap(Issued::campaign, Function.identity()));
        Map<String, List<Messages>> messages =
                store.messages().stream().collect(Collectors.groupingBy(Messages::campaign));
        return campaigns.stream()
                .map(campaign -> row(
                        campaign,
                        entries.getOrDefault(campaign.name(), new Entries(campaign.name(), 0, 0, 0)),
                        coupons.getOrDefault(campaign.name(), new Issued(campaign.name(), 0, 0)),
                        messages.getOrDefault(campaign.name(), List.of()),
                        store))
                .toList();
    }

    private static Overview.CampaignRow row(
            Campaign campaign, Entries entries, Issued coupons, List<Messages> messages, PostgresOverview store) {
        Campaign.Goal goal = campaign.goal();
        return new Overview.CampaignRow(
                campaign.name(),
                campaign.label(),
                entries.treated(),
                entries.holdout(),
                entries.running(),
                messages,
                coupons.issued(),
                coupons.redeemed(),
                goal == null ? null : lift(campaign.name(), goal, entries, store),
                goal == null ? "" : goal.event());
    }

    private static Lift lift(String campaign, Campaign.Goal goal, Entries entries, PostgresOverview store) {
        PostgresOverview.Goals reached =
                store.goals(campaign, goal.event(), goal.within().toMillis());
        // Customers may enter between the two counts.
        return new Lift(
                Math.max(entries.treated(), reached.treatedReached()),
                reached.treatedReached(),
                Math.max(entries.holdout(), reached.holdoutReached()),
                reached.holdoutReached());
    }
}
