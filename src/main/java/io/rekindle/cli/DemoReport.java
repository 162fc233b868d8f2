package io.rekindle.cli;

import io.rekindle.demo.Demo;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.policy.Gate;
import io.rekindle.intake.RejectedRow;
import io.rekindle.overview.Overview;
import io.rekindle.overview.Overview.CampaignRow;
import io.rekindle.overview.Overview.Example;
import io.rekindle.overview.Overview.Month;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a demonstration showed, for a terminal. */
final class DemoReport {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final int REJECTED_SHOWN = 5;

    private final PrintWriter out;
    private final ZoneId zone;

    DemoReport(PrintWriter out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    static Map<String, Object> document(Demo.Result result, Overview overview) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", result.from().toString());
        document.put("to", result.to().toString());
        document.put("orders", result.imported().orders());
        document.put("refunds", result.imported().refunds());
        document.put("rejected_rows", result.imported().rejectedInAll());
        document.put("sweeps", SweepVerb.document(result.sweeps()));
        document.put("overview", overview);
        return document;
    }

    void print(Demo.Result result, Overview overview) {
        imported(result);
        lifecycle(overview.months());
        campaigns(overview.campaigns());
        out.println("\nWhy the others were not messaged\n");
        overview.refusals()
                .forEach(one -> out.printf(
                        "  %,8d  %-20s %s, %,d customers%n",
                        one.count(), one.reason(), stage(one.stage()), one.customers()));
        overview.examples().forEach(this::example);
    }

    private static String stage(String stage) {
        return switch (stage) {
            case "entry" -> "when entering a campaign";
            case "step" -> "when a message was decided";
            default -> "when a message was to leave";
        };
    }

    private void imported(Demo.Result result) {
        out.printf(
                "%n%s to %s: %,d orders, %,d refunds, %,d rows rejected. %s%n",
                result.from(),
                result.to(),
                result.imported().orders(),
                result.imported().refunds(),
                result.imported().rejectedInAll(),
                SweepVerb.inWords(result.sweeps()));
        result.rejected().stream()
                .limit(REJECTED_SHOWN)
                .map(RejectedRow::explanation)
                .forEach(row -> out.println("  " + row));
        if (result.rejected().size() > REJECTED_SHOWN) {
            out.println("  … and " + (result.rejected().size() - REJECTED_SHOWN) + " more");
        }
    }

    private void lifecycle(List<Month> months) {
        out.println("\nCustomers by lifecycle state, at the end of each month\n");
        if (months.isEmpty()) {
            return;
        }
        out.printf("  %-8s", "month");
        months.get(0).counts().keySet().forEach(state -> out.printf("%12s", state));
        out.printf("%12s%n", "total");
        for (Month month : months) {
            out.printf("  %-8s", month.month());
            month.counts().values().forEach(count -> out.printf("%,12d", count));
            out.printf("%,12d%n", month.total());
        }
    }

    private void campaigns(List<CampaignRow> campaigns) {
        out.println("\nWhat each campaign did\n");
        out.printf(
                "  %-20s%9s%9s%9s%9s%9s%9s%18s%18s%n",
                "campaign",
                "entered",
                "holdout",
                "sent",
                "opened",
                "coupons",
                "used",
                "goal reached",
                "in the holdout");
        for (CampaignRow row : campaigns) {
            out.printf(
                    "  %-20s%,9d%,9d%,9d%,9d%,9d%,9d%18s%18s%n",
                    row.name(),
                    row.entered(),
                    row.holdout(),
                    row.sent(),
                    row.opened(),
                    row.couponsIssued(),
                    row.couponsRedeemed(),
                    row.goal() == null
                            ? ""
                            : share(row.goal().reached(), row.goal().people()),
                    row.goal() == null
                            ? ""
                            : share(row.goal().holdoutReached(), row.goal().holdout()));
        }
    }

    private static String share(long reached, long of) {
        return of == 0 ? "–" : String.format(Locale.ROOT, "%,d (%.1f %%)", reached, 100.0 * reached / of);
    }

    private void example(Example example) {
        out.printf(
                "%n%s, %s%s, %s: %s%n",
                example.customer(),
                example.campaign(),
                example.step().isEmpty() ? "" : " step " + example.step(),
                WHEN.format(example.at().atZone(zone)),
                example.outcome()
                        + (example.reason() == null ? "" : " – " + example.reason() + ": " + example.detail()));
        for (LineSeen line : example.lines()) {
            out.printf("  %s %3d  %-44s %s%n", line.holds() ? "✓" : "✕", line.line(), line.text(), line.seen());
        }
        for (Gate gate : example.gates()) {
            out.printf("  %s %s: %s%n", gate.passes() ? "✓" : "✕", gate.name(), gate.detail());
        }
    }
}
