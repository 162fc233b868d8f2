package io.rekindle.engine.decision;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Campaign;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Puts a refusal into words a marketer can read. */
final class Explaining {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private Explaining() {}

    static String inWords(Reason reason, Campaign campaign, Facts facts, Trace trace) {
        return switch (reason) {
            case LINE_NOT_MET -> firstNotMet(trace.lines());
            case HOLDOUT ->
                "bucket " + Admission.holdoutBucket(campaign, facts.profile().id()) + " of 10000, kept out below "
                        + campaign.holdoutBasisPoints();
            case ALREADY_IN -> alreadyIn(campaign, facts);
            default -> reason.key();
        };
    }

    /** The first line that stands against it; a group stands against it only when none of its lines holds. */
    static String firstNotMet(List<LineSeen> lines) {
        var groups = new TreeMap<Integer, Boolean>();
        lines.stream()
                .filter(line -> line.group() > 0)
                .forEach(line -> groups.merge(line.group(), line.holds(), Boolean::logicalOr));
        for (LineSeen line : lines) {
            boolean holds = line.group() == 0 ? line.holds() : groups.getOrDefault(line.group(), true);
            if (!holds) {
                return line.text();
            }
        }
        return "";
    }

    private static String alreadyIn(Campaign campaign, Facts facts) {
        Entry last = facts.lastEntry(campaign.name());
        if (last == null) {
            return "";
        }
        ZoneId zone = facts.profile().zone();
        long from = Admission.openFrom(campaign, facts);
        return "entered " + day(last.enteredAt(), zone)
                + (from == History.NEVER ? ", and the campaign takes nobody twice" : ", again from " + day(from, zone));
    }

    static String day(long instant, ZoneId zone) {
        return DAY.format(Instant.ofEpochMilli(instant).atZone(zone));
    }
}
