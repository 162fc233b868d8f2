package io.rekindle.engine.trial;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what happens in a test: {@code 3 days ago: order_completed 120 CNY}, {@code after 2 days: opens d30}. */
final class HappeningReader {

    /** Said instead of the event's name. */
    private static final Map<String, String> SHORT = Map.of(
            "visits", "page_viewed",
            "orders", "order_completed",
            "registers", "user_registered",
            "unsubscribes", "unsubscribed");

    private static final Map<String, String> RECEIPTS =
            Map.of("opens", "Message Opened", "clicks", "Message Clicked", "loses", "Message Failed");
    private static final Pattern OF_STEP = Pattern.compile("(opens|clicks|loses) (\\S+)");
    private static final Pattern USES = Pattern.compile("uses (\\S+)");
    private static final Pattern PLAIN = Pattern.compile("(\\S+)(?: (\\d.*))?");
    /** A case that a test opens without naming it; the one that a test closes without naming it. */
    private static final String CASE = "case";

    private static final Set<String> OF_CASES =
            Set.of("refund_requested", "case_opened", "order_refunded", "case_closed");

    private final RuleBook book;
    private final @Nullable Campaign campaign;
    private final ZonedDateTime zero;
    private final Problems problems;
    private final Set<String> events;

    HappeningReader(RuleBook book, @Nullable Campaign campaign, ZonedDateTime zero, Problems problems) {
        this.book = book;
        this.campaign = campaign;
        this.zero = zero;
        this.problems = problems;
        this.events = KnownEvents.of(book);
    }

    static String key(Happening happening) {
        return happening instanceof Happening.Told told ? Event.keyOf(told.name()) : "";
    }

    List<Happening> read(List<Yaml> items) {
        List<Happening> happenings = new ArrayList<>();
        for (Yaml item : items) {
            if (!(item instanceof Yaml.Fields fields)) {
                String message = "An event is written like \"3 days ago: order_completed 120 CNY\".";
                problems.error(item.where(), "not-an-event", message);
                continue;
            }
            for (Yaml.Field field : fields.fields().values()) {
                When when = When.read(field.key(), zero, problems);
                Happening read = when == null ? null : happening(when.instant(zero), field);
                if (read != null) {
                    happenings.add(read);
                }
            }
        }
        return happenings;
    }

    private @Nullable Happening happening(long at, Yaml.Field field) {
        if (field.value() instanceof Yaml.Fields) {
            return withProperties(at, Section.of("an event", field.value(), problems));
        }
        Phrase text = field.value().where();
        Matcher step = OF_STEP.matcher(text.text());
        Matcher uses = USES.matcher(text.text());
        Matcher plain = PLAIN.matcher(text.text());
        if (step.matches()) {
            Phrase name = text.part(step.start(2), step.end(2));
            boolean known = known(name, steps(), "step", "unknown-step");
            return known
                    ? new Happening.Receipt(at, text, RECEIPTS.getOrDefault(step.group(1), ""), name.text())
                    : null;
        }
        if (uses.matches()) {
            Phrase coupon = text.part(uses.start(1), uses.end(1));
            boolean known = known(coupon, book.offers().keySet(), "coupon", "unknown-coupon");
            return known ? new Happening.Redeemed(at, text, coupon.text()) : null;
        }
        if (plain.matches()) {
            Phrase amount = plain.group(2) == null ? null : text.part(plain.start(2), plain.end(2));
            return plain(at, text.part(plain.start(1), plain.end(1)), amount);
        }
        String message =
                "\"" + text.original() + "\" is not an event. Write its name, and an amount of money if it has one.";
        problems.error(text, "not-an-event", message);
        return null;
    }

    private @Nullable Happening plain(long at, Phrase word, @Nullable Phrase amount) {
        String key = eventNamed(word);
        SortedMap<String, Object> properties = new TreeMap<>();
        if (amount != null) {
            Long minor = Amounts.money(amount, book.policy().currency(), problems);
            if (minor == null) {
                return null;
            }
            properties.put("value", BigDecimal.valueOf(minor, 2).toPlainString());
        }
        return key == null ? null : told(at, word, key, properties);
    }

    private @Nullable Happening withProperties(long at, Section section) {
        Phrase word = section.required(Words.EVENT);
        SortedMap<String, Object> properties = new TreeMap<>();
        for (String name : section.names()) {
            Phrase value = name.equals(Words.EVENT) ? null : section.text(name);
            if (value != null) {
                properties.put(name, value.text());
            }
        }
        String key = word == null ? null : eventNamed(word);
        return word == null || key == null ? null : told(at, word, key, properties);
    }

    private static Happening told(long at, Phrase where, String key, SortedMap<String, Object> properties) {
        if (OF_CASES.contains(key)) {
            properties.putIfAbsent("case_id", CASE);
        }
        return new Happening.Told(at, where, key, properties);
    }

    private @Nullable String eventNamed(Phrase word) {
        String key = SHORT.getOrDefault(word.text(), Event.keyOf(word.text()));
        if (events.contains(key)) {
            return key;
        }
        String message = "No rule of this book, and nothing in Rekindle, knows an event \"" + word.original() + "\".";
        List<String> names = new ArrayList<>(events);
        names.addAll(SHORT.keySet());
        problems.error(word, "unknown-event", message, Nearest.of(word.text(), names));
        return null;
    }

    private Collection<String> steps() {
        return book.campaigns().stream()
                .filter(one -> campaign == null || one.equals(campaign))
                .flatMap(one -> one.steps().stream())
                .map(Step::name)
                .toList();
    }

    private boolean known(Phrase name, Collection<String> names, String noun, String code) {
        if (!names.contains(name.text())) {
            String message = "There is no " + noun + " \"" + name.original() + "\".";
            problems.error(name, code, message, Nearest.of(name.text(), names));
        }
        return names.contains(name.text());
    }
}
