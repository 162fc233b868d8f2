package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.Kept;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the values that only questions to the facts have, and puts any value into the form in which the facts are asked. */
final class FactValues {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,10}(?:\\.\\d{1,2})?");
    private static final Pattern GROWTH = Pattern.compile("(\\d{1,5}) ?%");
    private static final int ONCE = 100;
    private static final int MOST_GROWTH = 10_000;

    private static final Set<String> NOT_IN_FACTS = Set.of("timezone", "language", "locale");

    /** Events that facts do not count by their name, and how to ask for what they count. */
    private static final Map<String, String> ASKED_OTHERWISE = Map.ofEntries(
            Map.entry("tag_added", "has tag {s}"),
            Map.entry("tag_removed", "has no tag {s}"),
            Map.entry("consent_granted", "has consent for {t}"),
            Map.entry("consent_withdrawn", "has no consent for {t}"),
            Map.entry("unsubscribed", "unsubscribed"),
            Map.entry("lifecycle_changed", "became {s} in the last {n} days"),
            Map.entry("campaign_entered", "has entered campaign {c}"),
            Map.entry("campaign_exited", "is not in campaign {c} now"),
            Map.entry("step_decided", "received message {k}"),
            Map.entry("coupon_issued", "was given coupon {c}"),
            Map.entry("coupon_redeemed", "has used coupon {c}"),
            Map.entry("message_delivered", "received {n} messages or more in the last {d} days"),
            Map.entry("message_opened", "opened a message in the last {n} days"),
            Map.entry("message_clicked", "clicked a message in the last {n} days"),
            Map.entry("message_replied", "replied to a message in the last {n} days"),
            Map.entry("message_failed", "message {k} could not be delivered"),
            Map.entry("message_bounced", "message {k} could not be delivered"),
            Map.entry("message_complained", "said stop in {h}"));

    private FactValues() {}

    static Values.Reader decimal() {
        return (text, names, problems) -> {
            if (DECIMAL.matcher(text.text()).matches()) {
                return hundredths(text.text());
            }
            problems.error(text, "not-a-number", quoted(text) + " should be a number, like 30 or 4.5.");
            return null;
        };
    }

    static Values.Reader factor() {
        return (text, names, problems) -> {
            if (DECIMAL.matcher(text.text()).matches() && hundredths(text.text()) >= ONCE) {
                return hundredths(text.text());
            }
            problems.error(text, "not-a-number", quoted(text) + " should be how many times, like 2 or 1.5.");
            return null;
        };
    }

    private static long hundredths(String text) {
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }

    static Values.Reader growth() {
        return (text, names, problems) -> {
            var matcher = GROWTH.matcher(text.text());
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= MOST_GROWTH) {
                return Long.valueOf(matcher.group(1));
            }
            problems.error(text, "not-a-percentage", quoted(text) + " should be a whole percentage, like 50%.");
            return null;
        };
    }

    static @Nullable Object trait(Phrase text, Names names, Problems problems) {
        String name = Fold.traitName(text.text());
        if (Fold.isPersonal(name)) {
            String message = "The trait " + quoted(text) + " says who somebody is: rules cannot ask for it.";
            problems.error(text, "personal-trait", message);
            return null;
        }
        if (NOT_IN_FACTS.contains(name)) {
            String message =
                    quoted(text) + " is used for the clock and the language of messages: rules cannot ask for it.";
            problems.error(text, "personal-trait", message);
            return null;
        }
        return Values.plain().read(text, names, problems);
    }

    static @Nullable Object list(Phrase text, Names names, Problems problems) {
        boolean gap = Arrays.stream(text.text().split(",", -1)).anyMatch(String::isBlank);
        if (gap) {
            problems.error(text, "not-a-list", quoted(text) + " should be values with commas between them, like a, b.");
            return null;
        }
        return Values.plain().read(text, names, problems);
    }

    static @Nullable Object counted(Phrase text, Names names, Problems problems) {
        String key = Event.keyOf(text.text());
        if (Fold.isVisit(key) && !key.equals("product_viewed")) {
            String message = quoted(text) + " is not counted by itself: views within half an hour make one visit.";
            problems.error(text, "asked-otherwise", message, "visited {n} times or more in the last {d} days");
            return null;
        }
        String sentence = ASKED_OTHERWISE.get(key);
        if (sentence != null) {
            problems.error(text, "asked-otherwise", quoted(text) + " has sentences of its own.", sentence);
            return null;
        }
        return key;
    }

    static @Nullable Object property(Phrase text, Names names, Problems problems) {
        String key = FactNames.propertyKey(text.text()).orElse(null);
        if (key == null) {
            String message = "Facts do not keep the property " + quoted(text) + "; they keep "
                    + String.join(", ", Kept.PROPERTIES) + ".";
            problems.error(text, "unknown-property", message, Nearest.of(text.text(), Kept.PROPERTIES));
        }
        return key;
    }

    static @Nullable Object value(Phrase text, Names names, Problems problems) {
        if (Kept.normal(text.text()).isEmpty()) {
            String message = quoted(text) + " is not kept: a value has at most 60 characters, and no \"@\".";
            problems.error(text, "not-kept", message);
            return null;
        }
        return Values.plain().read(text, names, problems);
    }

    static @Nullable Object cell(Phrase text, Names names, Problems problems) {
        RfmCell cell = RfmCell.named(text.text()).orElse(null);
        if (cell == null) {
            List<String> known =
                    Arrays.stream(RfmCell.values()).map(RfmCell::english).toList();
            Values.unknown(text, "cell", "", known, problems);
        }
        return cell == null ? null : cell.english();
    }

    /** A value as facts are asked for it: a String or a Long. */
    static Object asked(ValueType type, Object value) {
        return switch (type) {
            case TIME -> (long) ((LocalTime) value).toSecondOfDay() / 60;
            case DATE -> ((LocalDate) value).toEpochDay();
            case WEEKDAY -> (long) ((DayOfWeek) value).getValue();
            case CHANNEL -> ((ChannelName) value).value();
            case TRAIT -> Fold.traitName((String) value);
            case VALUE -> Kept.normal((String) value);
            case LIST ->
                Arrays.stream(((String) value).split(",")).map(String::strip).collect(Collectors.joining(","));
            default -> Objects.requireNonNull(value);
        };
    }

    private static String quoted(Phrase text) {
        return "\"" + text.original() + "\"";
    }
}
