package io.rekindle.console;

import io.rekindle.engine.event.Event;
import io.rekindle.postgres.PostgresTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of a customer's timeline.
 *
 * @param kind {@code event}, {@code transition}, {@code decision} or {@code touchpoint}
 * @param sign the mark before it, which says what its colour says
 * @param tone {@code good}, {@code bad}, {@code info} or empty
 */
public record TimelineLine(String when, String kind, String sign, String tone, String title, String detail) {

    private static final int SHOWN = 3;

    static TimelineLine of(PostgresTimeline.Item item, Words words) {
        String when = words.minute(item.place().at());
        Map<String, Object> details = item.details();
        return switch (item.kind()) {
            case "transition" -> transition(when, item, words);
            case "decision" -> decision(when, item.what(), details, words);
            case "touchpoint" -> touchpoint(when, item.what(), details, words);
            default -> event(when, item.what(), details, words);
        };
    }

    /** The items as lines; the same event many times on end is one line that says how often. */
    static List<TimelineLine> of(List<PostgresTimeline.Item> items, Words words) {
        List<TimelineLine> lines = new ArrayList<>();
        int index = 0;
        while (index < items.size()) {
            int next = endOfRun(items, index);
            TimelineLine line = of(items.get(index), words);
            lines.add(next == index + 1 ? line : line.times(next - index, items.get(next - 1), words));
            index = next;
        }
        return lines;
    }

    private static int endOfRun(List<PostgresTimeline.Item> items, int from) {
        PostgresTimeline.Item first = items.get(from);
        int next = from + 1;
        while (first.kind().equals("event")
                && next < items.size()
                && items.get(next).kind().equals("event")
                && items.get(next).what().equals(first.what())) {
            next++;
        }
        return next;
    }

    private TimelineLine times(int count, PostgresTimeline.Item earliest, Words words) {
        String since =
                words.say("customer.timeline.since", words.day(earliest.place().at()));
        return new TimelineLine(when, kind, sign, tone, title + " × " + count, since);
    }

    private static TimelineLine event(String when, String name, Map<String, Object> details, Words words) {
        return switch (name) {
            case "Campaign Exited" ->
                new TimelineLine(
                        when,
                        "event",
                        "←",
                        "",
                        words.campaign(text(details, "campaign")) + ": " + words.say("kind.exited"),
                        words.told(words.reason(text(details, "reason"))));
            case "Coupon Issued", "Coupon Redeemed" ->
                new TimelineLine(when, "event", "%", "", words.say("kind." + Event.keyOf(name)), text(details, "code"));
            default -> new TimelineLine(when, "event", name.startsWith("Order") ? "¥" : "·", "", name, few(details));
        };
    }

    /** The first few details that are single values. */
    private static String few(Map<String, Object> details) {
        return details.entrySet().stream()
                .filter(one -> !(one.getValue() instanceof Map) && !(one.getValue() instanceof Iterable))
                .limit(SHOWN)
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(" · "));
    }

    private static TimelineLine transition(String when, PostgresTimeline.Item item, Words words) {
        Object from = item.details().get("from");
        String to = words.state(item.what());
        String title = from == null ? to : words.state(from.toString()) + " → " + to;
        return new TimelineLine(when, "transition", "→", "state-" + item.what(), title, words.say("kind.transition"));
    }

    private static TimelineLine decision(String when, String campaign, Map<String, Object> details, Words words) {
        String outcome = text(details, "outcome");
        boolean good = outcome.equals("entered") || outcome.equals("send");
        String title = words.campaign(campaign) + ": " + words.reason(outcome);
        return new TimelineLine(
                when,
                "decision",
                good ? "✓" : "✕",
                good ? "good" : "bad",
                title,
                joined(
                        text(details, "step"),
                        words.reason(text(details, "reason")),
                        words.told(text(details, "detail"))));
    }

    private static TimelineLine touchpoint(String when, String campaign, Map<String, Object> details, Words words) {
        String state = text(details, "state");
        String title = words.channel(text(details, "channel")) + " “" + text(details, "template") + "” "
                + words.reason(details.containsKey("sandboxed") ? "sandboxed" : state);
        return new TimelineLine(
                when,
                "touchpoint",
                "↗",
                "info",
                title,
                joined(
                        words.campaign(campaign),
                        words.reason(text(details, "reason")),
                        words.told(text(details, "detail"))));
    }

    private static String text(Map<String, Object> details, String name) {
        return String.valueOf(details.getOrDefault(name, ""));
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(one -> !one.isEmpty()).collect(Collectors.joining(" · "));
    }
}
