package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Departure;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Intent;
import io.rekindle.engine.decision.SendCheck;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Holding;
import io.rekindle.engine.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

/** What becomes of the messages of one customer: checked when they leave, then opened, clicked, lost; coupons used. */
final class Answers {

    private static final long MINUTE = 60_000;

    private record Leaving(Decision decision, Intent intent, long at) {}

    private final Story story;
    private final Queue<Leaving> leaving = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));

    Answers(Story story) {
        this.story = story;
    }

    void planned(Decision decision, long now) {
        Intent intent = decision.intent();
        if (intent != null) {
            leaving.add(new Leaving(decision, intent, Math.max(intent.sendAt(), now)));
        }
    }

    long next() {
        return leaving.isEmpty() ? History.NEVER : leaving.peek().at();
    }

    /** What follows from the message that leaves next; all of it later than its leaving. */
    List<Story.Arrival> leave(Evaluator evaluator, History history) {
        Leaving next = leaving.remove();
        Decision decision = next.decision();
        String touchpoint = next.intent().touchpoint();
        Departure departure = new Departure(touchpoint, decision.campaign(), decision.entry(), decision.step());
        Verdict verdict = SendCheck.judge(evaluator, story.profile(), history, departure, next.at());
        if (verdict.refusal().isEmpty() && verdict.sendAt() > next.at()) {
            leaving.add(new Leaving(decision, next.intent(), verdict.sendAt()));
            return List.of();
        }
        String code = history.holdings().stream()
                .filter(one ->
                        one.entry().equals(decision.entry()) && one.step().equals(decision.step()))
                .map(Holding::code)
                .findFirst()
                .orElse("");
        Random random = new Random(touchpoint.hashCode());
        return verdict.refusal().isPresent()
                ? List.of(receipt("Message Failed", next, next.at() + 1, code))
                : answered(random, next, code);
    }

    private List<Story.Arrival> answered(Random random, Leaving message, String code) {
        List<Story.Arrival> found = new ArrayList<>();
        int minutes = random.nextInt(random.nextBoolean() ? 300 : 5_000);
        long then = message.at() + 1 + minutes * MINUTE;
        switch (random.nextInt(8)) {
            case 0 -> found.add(receipt("Message Failed", message, then, code));
            case 1 -> found.add(receipt("Message Bounced", message, then, ""));
            case 2, 3 -> found.add(receipt("Message Opened", message, then, ""));
            case 4 -> found.add(receipt("Message Clicked", message, then, ""));
            case 5 -> found.add(receipt("Message Replied", message, then, ""));
            default -> {}
        }
        if (!code.isEmpty() && random.nextInt(3) == 0) {
            long expires = message.intent().couponExpiresAt();
            long used = random.nextBoolean() ? then : expires - random.nextInt(2);
            found.add(
                    random.nextBoolean()
                            ? arrival("Coupon Redeemed", used, message, Map.of("code", code))
                            : arrival("Order Completed", used, message, Map.of("coupon", code, "total", 30)));
        }
        return found;
    }

    private Story.Arrival receipt(String name, Leaving message, long at, String code) {
        Map<String, Object> properties = new TreeMap<>(Map.of(
                "touchpoint",
                message.intent().touchpoint(),
                "channel",
                message.intent().channel().value()));
        if (!code.isEmpty()) {
            properties.put("code", code);
        }
        return arrival(name, at, message, properties);
    }

    private Story.Arrival arrival(String name, long at, Leaving message, Map<String, Object> properties) {
        long occurred = Math.max(at, message.at() + 1);
        String id = name + "/" + message.intent().touchpoint();
        Event event =
                new Event(id, story.profile().id(), name, Instant.ofEpochMilli(occurred), new TreeMap<>(properties));
        boolean behind = story.late() && id.hashCode() % 3 == 0;
        return new Story.Arrival(behind ? occurred + 77 * MINUTE : occurred, event);
    }
}
