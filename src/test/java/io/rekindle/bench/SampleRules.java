package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A rule book of any number of campaigns, such as a shop's marketers write in the course of a few years: twenty kinds of
 * audience, each again and again with other numbers; and the same audiences as a Java programmer would write them by hand.
 */
final class SampleRules {

    /** What is asked of a customer, as sentences and as Java; {@code %1$d} and {@code %2$d} are days, {@code %3$d} is CNY. */
    private record Kind(List<String> sentences, String java) {}

    private static final List<Kind> KINDS = List.of(
            kind(
                    "lifecycle.equals(\"dormant\") && facts.daysSinceOrder(\">=\", %1$d) && facts.getOpenCases() == 0",
                    "lifecycle is dormant", "last order was %1$d days ago or more", "has no open refund or complaint"),
            kind(
                    "lifecycle.equals(\"prospect\") && facts.daysSinceRegistered(\">=\", %1$d) && facts.daysSinceVisit(\"<=\", %2$d)",
                    "lifecycle is prospect", "registered %1$d days ago or more", "visited in the last %2$d days"),
            kind(
                    "(lifecycle.equals(\"churn_risk\") || facts.hasTag(\"sentiment_negative\")) && facts.getOpenCases() == 0"
                            + " && facts.daysSinceOrder(\"<=\", %1$d)",
                    "any of: [lifecycle is churn_risk, has tag sentiment_negative]",
                    "has no open refund or complaint",
                    "last order was %1$d days ago or less"),
            kind(
                    "lifecycle.equals(\"loyal\") && facts.spendIn(180, \">=\", %3$d00L) && !facts.daysSinceVisit(\"<=\", %2$d)",
                    "lifecycle is loyal",
                    "has spent %3$d CNY or more in the last 180 days",
                    "has not visited in the last %2$d days"),
            kind(
                    "facts.getOrders() == 1 && facts.daysSinceFirstOrder(\">=\", %1$d) && facts.getOpenCases() == 0",
                    "has ordered exactly once",
                    "first order was %1$d days ago or more",
                    "has no open refund or complaint"),
            kind(
                    "facts.hasTag(\"baby\") && !lifecycle.equals(\"lost\") && facts.visitsIn(%1$d, \">=\", 3)",
                    "has tag baby", "lifecycle is not lost", "visited 3 times or more in the last %1$d days"),
            kind(
                    "lifecycle.equals(\"lost\") && facts.getSpend() >= %3$d00L && facts.daysSinceVisit(\"<=\", %2$d)",
                    "lifecycle is lost", "has spent %3$d CNY or more", "visited in the last %2$d days"),
            kind(
                    "facts.getCartValue() >= %3$d00L && facts.ordersIn(%2$d, \"==\", 0)"
                            + " && facts.daysSinceEvent(\"cart_abandoned\", \"<=\", %1$d)",
                    "cart value is %3$d CNY or more",
                    "has not ordered in the last %2$d days",
                    "did cart_abandoned in the last %1$d days"),
            kind(
                    "lifecycle.equals(\"active\") && facts.visitDrop(%1$d, \">=\", 40)",
                    "lifecycle is active", "visits in the last %1$d days fell 40%% or more"),
            kind(
                    "lifecycle.equals(\"active\") && facts.getOrders() >= 3 && facts.laterThanUsual(150)"
                            + " && facts.daysSinceOrder(\">=\", %1$d)",
                    "lifecycle is active",
                    "has ordered 3 times or more",
                    "is 1.5 times later than usual",
                    "last order was %1$d days ago or more"),
            kind(
                    "lifecycle.equals(\"loyal\") && facts.sumDrop(\"order_completed\", %1$d, \">=\", 30)",
                    "lifecycle is loyal", "spending in the last %1$d days fell 30%% or more"),
            kind(
                    "facts.getOrders() < 3 && facts.getSpend() < %3$d00L && facts.visitsIn(%1$d, \">=\", 5)",
                    "has ordered fewer than 3 times",
                    "has spent less than %3$d CNY",
                    "visited 5 times or more in the last %1$d days"),
            kind(
                    "lifecycle.equals(\"new\") && facts.hasConsent(\"marketing_email\") && facts.daysSinceFirstOrder(\">=\", %2$d)",
                    "lifecycle is new", "has consent for marketing_email", "first order was %2$d days ago or more"),
            kind(
                    "(lifecycle.equals(\"dormant\") || lifecycle.equals(\"lost\")) && facts.eventsIn(\"order_refunded\", %1$d, \">=\", 1)",
                    "lifecycle is dormant or lost", "had a refund in the last %1$d days"),
            kind(
                    "facts.getOrders() >= 5 && facts.averageOrder(\">=\", %3$d00L) && facts.daysSinceVisit(\"<=\", %2$d)",
                    "has ordered 5 times or more",
                    "has spent %3$d CNY or more per order",
                    "visited in the last %2$d days"),
            kind(
                    "facts.inSplit(\"autumn\", 0, 30) && lifecycle.equals(\"prospect\") && facts.getVisits() >= 5"
                            + " && facts.daysSinceVisit(\"<=\", %1$d)",
                    "is in the first 30%% of split autumn",
                    "lifecycle is prospect",
                    "has visited 5 times or more",
                    "visited in the last %1$d days"),
            kind(
                    "lifecycle.equals(\"churn_risk\") && facts.getLastOrderValue() >= %3$d00L && facts.hasAddress(\"email\")",
                    "lifecycle is churn_risk", "last order came to %3$d CNY or more", "has an address for email"),
            kind(
                    "facts.eventsOf(\"order_completed\", %3$d00L) >= 1 && facts.daysSinceOrder(\">=\", %1$d)"
                            + " && facts.daysSinceVisit(\"<=\", %2$d)",
                    "has had an order of %3$d CNY or more",
                    "last order was %1$d days ago or more",
                    "visited in the last %2$d days"),
            kind(
                    "facts.wasLifecycle(\"loyal\") && lifecycle.equals(\"dormant\") && !facts.hasTag(\"staff\")",
                    "lifecycle was once loyal",
                    "lifecycle is dormant",
                    "has no tag staff"),
            kind(
                    "facts.events(\"cart_abandoned\") >= 3 && facts.daysInLifecycle(\">=\", %2$d)"
                            + " && facts.eventsBefore(\"visit\", %1$d, 7, \">=\", 2)",
                    "did cart_abandoned 3 times or more",
                    "has been in this lifecycle state for %2$d days or more",
                    "visited 2 times or more in the %1$d days before the last 7 days"));

    private SampleRules() {}

    private static Kind kind(String java, String... sentences) {
        return new Kind(List.of(sentences), java);
    }

    /** A book of so many campaigns, each with one rule: its audience. Campaign n+1 is the n-th rule of {@link #java}. */
    static RuleBook book(int rules) {
        Map<String, String> files = new HashMap<>(Books.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("campaigns/") || path.startsWith("tests/"));
        StringBuilder names = new StringBuilder();
        for (int rule = 0; rule < rules; rule++) {
            files.put("campaigns/" + name(rule) + ".yaml", campaign(rule));
            names.append(rule == 0 ? "" : ", ").append(name(rule));
        }
        files.computeIfPresent(
                "policy.yaml", (path, text) -> text.replaceFirst("priority: \\[.*]", "priority: [" + names + "]"));
        return Books.of(files);
    }

    /** The name of the campaign of a rule. */
    static String name(int rule) {
        return String.format(Locale.ROOT, "c-%03d", rule);
    }

    private static String campaign(int rule) {
        StringBuilder text = new StringBuilder("campaign: " + name(rule) + "\n");
        text.append("name: ").append(name(rule)).append("\n");
        text.append("trigger: every day at 10:00\naudience:\n");
        for (String sentence : KINDS.get(rule % KINDS.size()).sentences()) {
            text.append("  - ").append(numbered(sentence, rule)).append("\n");
        }
        return text.append("re-entry: after 90 days\nsteps:\n  - push: at once, send push we-miss-you\n")
                .toString();
    }

    /** The same rules as the source of a class {@code HandWritten}, which sets the numbers of the rules that hold. */
    static String java(int rules) {
        StringBuilder text = new StringBuilder("import io.rekindle.engine.fact.Facts;\nimport java.util.BitSet;\n");
        text.append("public final class HandWritten implements java.util.function.BiConsumer<Facts, BitSet> {\n");
        StringBuilder all = new StringBuilder("  public void accept(Facts facts, BitSet yes) {\n");
        all.append("    String lifecycle = facts.getLifecycle();\n");
        for (int rule = 0; rule < rules; rule++) {
            text.append("  private static boolean rule" + rule + "(Facts facts, String lifecycle) {\n    return ");
            text.append(numbered(KINDS.get(rule % KINDS.size()).java(), rule)).append(";\n  }\n");
            all.append("    if (rule" + rule + "(facts, lifecycle)) yes.set(" + rule + ");\n");
        }
        return text.append(all).append("  }\n}\n").toString();
    }

    private static String numbered(String text, int rule) {
        int round = rule / KINDS.size();
        return String.format(Locale.ROOT, text, 14 + 7 * round, 3 + round, 100 + 50 * round);
    }
}
