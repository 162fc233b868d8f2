package io.rekindle.console;

import io.rekindle.postgres.PostgresTimeline;
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
            default ->
                new TimelineLine(
                        when,
                        item.kind(),
                        item.what().startsWith("Order") ? "¥" : "·",
                        "",
                        item.what(),
                        details.entrySet().stream()
                                .filter(one ->
                                        !(one.getValue() instanceof Map) && !(one.getValue() instanceof Iterable))
                                .limit(SHOWN)
                                .map(one -> one.getKey() + " " + one.getValue())
                                .collect(Collectors.joining(" · ")));
        };
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
                joined(text(details, "step"), words.reason(text(details, "reason")), text(details, "detail")));
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
                joined(words.campaign(campaign), words.reason(text(details, "reason")), text(details, "detail")));
    }

    private static String text(Map<String, Object> details, String name) {
        return String.valueOf(details.getOrDefault(name, ""));
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(one -> !one.isEmpty()).collect(Collectors.joining(" · "));
    }
}
