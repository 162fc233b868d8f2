package io.rekindle.overview;

import io.rekindle.Installation;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.measure.Lift;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.postgres.PostgresDecisions;
import io.rekindle.postgres.PostgresOverview;
import io.rekindle.replay.LifecycleCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened, in numbers: customers by lifecycle state month by month, what each campaign did, why other messages did not
 * go, and examples. It reads everything there is, so it is made now and then, not on every request.
 *
 * @param months oldest first, at most eighteen; the last is the running one, as of today
 * @param campaigns in the order of the rule book
 * @param refusals most frequent first
 * @param examples decisions of different kinds, at most three
 */
public record Overview(
        Instant at,
        String release,
        List<Month> months,
        List<CampaignRow> campaigns,
        List<PostgresOverview.Refused> refusals,
        List<Example> examples) {

    private static final int MONTHS = 18;

    public Overview {
        months = List.copyOf(months);
        campaigns = List.copyOf(campaigns);
        refusals = List.copyOf(refusals);
        examples = List.copyOf(examples);
    }

    /**
     * Customers at the end of a month, or today.
     *
     * @param counts by state's key, from prospect to lost
     */
    public record Month(YearMonth month, Map<String, Long> counts, long total) {}

    /**
     * What a campaign did.
     *
     * @param entered customers let in, those of the holdout apart
     * @param running entries not ended yet
     * @param goal null for a campaign without one
     */
    public record CampaignRow(
            String name,
            Label label,
            long entered,
            long holdout,
            long running,
            List<PostgresOverview.Messages> channels,
            long couponsIssued,
            long couponsRedeemed,
            @Nullable Lift goal,
            String goalEvent) {

        public CampaignRow {
            channels = List.copyOf(channels);
        }

        /** Messages that left, by any channel. */
        public long sent() {
            return channels.stream()
                    .mapToLong(PostgresOverview.Messages::accepted)
                    .sum();
        }

        public long opened() {
            return channels.stream()
                    .mapToLong(PostgresOverview.Messages::opened)
                    .sum();
        }
    }

    /**
     * A decision as it was made.
     *
     * @param step empty for the decision to enter
     * @param reason null where it was to enter or to send
     */
    public record Example(
            String decision,
            String customer,
            String campaign,
            Label label,
            String step,
            Instant at,
            String outcome,
            @Nullable String reason,
            String detail,
            List<LineSeen> lines,
            List<Gate> gates) {}

    /** Counts everything as of now. */
    public static Overview of(Installation installation) {
        PostgresOverview store = new PostgresOverview(installation.dataSource());
        return new Overview(
                installation.clock().instant(),
                installation.release().version(),
                months(installation),
                CampaignRows.of(installation.release().book().campaigns(), store),
                store.refused(),
                examples(installation));
    }

    private static List<Example> examples(Installation installation) {
        PostgresDecisions decisions = new PostgresDecisions(installation.dataSource());
        return decisions.examples().stream()
                .map(decision -> Examples.of(
                        decision,
                        decisions.entering(decision).orElse(decision),
                        label(installation, decision.campaign())))
                .toList();
    }

    private static Label label(Installation installation, String campaign) {
        return installation
                .release()
                .book()
                .campaign(campaign)
                .map(Campaign::label)
                .orElse(new Label(campaign, campaign));
    }

    /** The last months, from the first that had customers on. */
    private static List<Month> months(Installation installation) {
        LocalDate today = LocalDate.ofInstant(
                installation.clock().instant(), installation.policy().zone());
        List<LocalDate> days = new ArrayList<>();
        for (int back = MONTHS - 1; back >= 0; back--) {
            LocalDate end = YearMonth.from(today).minusMonths(back).atEndOfMonth();
            days.add(end.isAfter(today) ? today : end);
        }
        return LifecycleCounts.on(days, installation).stream()
                .dropWhile(counts -> counts.total() + counts.unmatched() == 0)
                .map(counts -> new Month(YearMonth.from(counts.asOf()), inOrder(counts.counts()), counts.total()))
                .toList();
    }

    /** From the first to the last state of a customer's life, rather than in the order in which the grid asks. */
    private static Map<String, Long> inOrder(Map<String, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        for (LifecycleState state : LifecycleState.values()) {
            Long count = counts.get(state.key());
            if (count != null) {
                ordered.put(state.key(), count);
            }
        }
        return ordered;
    }
}
