package io.rekindle.engine.sweep;

import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.ValueType;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values for the sentences of a random book, near what its customers do in its season. */
final class RandomValues {

    private static final List<String> TIMES = List.of(
            "00:00", "00:30", "01:30", "02:00", "02:30", "02:45", "03:00", "10:00", "13:15", "22:00", "23:30", "23:59");
    private static final List<String> EVENTS = List.of(
            "order_completed",
            "order_completed",
            "cart_updated",
            "coupon_viewed",
            "product_viewed",
            "refund_requested",
            "user_registered",
            "traits_changed",
            "visit",
            "message_opened");
    private static final List<String> COUNTED =
            List.of("order_completed", "coupon_viewed", "product_viewed", "cart_updated", "refund_requested");

    private final Season season;
    private final Random random;

    RandomValues(Season season, Random random) {
        this.season = season;
        this.random = random;
    }

    String fill(Sentence sentence, List<String> campaigns, List<String> messages, int steps) {
        Map<String, String> values = new LinkedHashMap<>();
        sentence.types().forEach((name, type) -> {
            String value =
                    switch (type) {
                        case INT -> Integer.toString(whole(sentence.id()));
                        case CAMPAIGN -> any(campaigns);
                        case MESSAGE -> any(messages);
                        case STEP -> "s" + (1 + random.nextInt(Math.max(1, steps)));
                        case TEXT -> text(sentence.id());
                        default -> value(type);
                    };
            values.put(name, value);
        });
        return sentence.print(values);
    }

    private String value(ValueType type) {
        return switch (type) {
            case MONEY -> any(List.of("10 CNY", "30 CNY", "50.50 CNY", "60 CNY", "100 CNY"));
            case PERCENT -> any(List.of("1%", "25%", "50%", "67%", "100%"));
            case GROWTH -> any(List.of("1%", "50%", "100%", "200%"));
            case FACTOR -> any(List.of("1.5", "2", "2.5", "3"));
            case DECIMAL -> any(List.of("50", "99.5", "100"));
            case DATE -> date();
            case TIME -> time();
            case WEEKDAY -> weekday();
            case STATE -> any(List.of("prospect", "new", "active", "loyal", "churn_risk", "dormant", "lost"));
            case SEGMENT -> any(List.of("g1", "g2"));
            case TAG -> any(List.of("vip", "baby"));
            case COUPON -> any(List.of("K1", "K2"));
            case TRAIT -> any(List.of("birthday", "renews", "name_day", "points", "city"));
            case LIST -> "Paris, Rome";
            case COUNTED -> any(COUNTED);
            case PROPERTY -> "category";
            case VALUE -> any(List.of("shoes", "hats"));
            case CELL ->
                any(List.of("champions", "new customers", "hibernating", "about to sleep", "at risk", "promising"));
            case CHANNEL -> any(List.of("push", "sms", "email"));
            default -> throw new AssertionError("say what a random " + type + " is");
        };
    }

    /** What texts mean depends on who asks for them: a trait's value, a topic of consent, the name of a division. */
    private String text(String sentence) {
        boolean topic = sentence.contains("consent");
        return topic ? "news" : any(List.of("Paris", "gold", "Rome"));
    }

    private int whole(String sentence) {
        if (sentence.startsWith("rfm")) {
            return 1 + random.nextInt(5);
        }
        if (sentence.startsWith("age")) {
            return 17 + random.nextInt(3);
        }
        if (sentence.startsWith("month_day")) {
            return dayIn(30);
        }
        if (sentence.startsWith("month_is")) {
            return season.day().plusDays(random.nextInt(20)).getMonthValue();
        }
        return any(List.of(1, 1, 2, 2, 3, 4, 6));
    }

    private int dayIn(int most) {
        LocalDate day = season.day().plusDays(random.nextInt(16) - 8L);
        return Math.min(most, day.getDayOfMonth());
    }

    int dayOfMonth() {
        return dayIn(28);
    }

    private String date() {
        return season.day().plusDays(random.nextInt(12) - 6L).toString();
    }

    String time() {
        return any(TIMES);
    }

    String weekday() {
        return any(List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"));
    }

    String delay() {
        return any(List.of(
                "1 days", "2 days", "3 days", "1 weeks", "1 hours", "25 hours", "30 minutes", "1 minutes", "24 hours"));
    }

    String event() {
        return any(EVENTS);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
