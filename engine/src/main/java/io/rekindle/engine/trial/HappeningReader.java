package io.rekindle.engine.trial;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.sentence.Said;
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
    /** A case that a test opens without naming it; the one that a test closes without naming it. */
    private static final String CASE = "case";

    private static final Set<String> OF_CASES =
            Set.of("refund_requested", "case_opened", "order_refunded", "case_closed");

    private final RuleBook book;
    private final @Nullable Campaign campaign;
    private final ZonedDateTime zero;
    private final Sentences sentences;
    private final Problems problems;
    private final Set<String> events;

    HappeningReader(
            RuleBook book, @Nullable Campaign campaign, ZonedDateTime zero, Sentences sentences, Problems problems) {
        this.book = book;
        this.campaign = campaign;
        this.zero = zero;
        this.sentences = sentences;
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
                When when = When.read(field.key(), zero, sentences, problems);
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
        if (!(field.value() instanceof Yaml.Scalar)) {
            String message = "One event is expected here, like \"order_completed 120 CNY\".";
            problems.error(text, "not-an-event", message);
            return null;
        }
        return sentences
                .read("happening", text, problems)
                .map(said -> said(at, text, said))
                .orElse(null);
    }

    private @Nullable Happening said(long at, Phrase text, Said said) {
        return switch (said.id()) {
            case "opens", "clicks", "loses" -> {
                Phrase step = said.text("step");
                boolean known = known(step, steps(), "step", "unknown-step");
                yield known ? new Happening.Receipt(at, text, RECEIPTS.getOrDefault(said.id(), ""), step.text()) : null;
            }
            case "uses" -> {
                Phrase coupon = said.text("coupon");
                boolean known = known(coupon, book.offers().keySet(), "coupon", "unknown-coupon");
                yield known ? new Happening.Redeemed(at, text, coupon.text()) : null;
            }
            case "happens" -> plain(at, said.text("event"), eventNamed(said.text("event")), said);
            default -> plain(at, text, SHORT.getOrDefault(said.id(), ""), said);
        };
    }

    private static @Nullable Happening plain(long at, Phrase where, @Nullable String key, Said said) {
        SortedMap<String, Object> properties = new TreeMap<>();
        if (said.maybe("amount").isPresent()) {
            BigDecimal amount = BigDecimal.valueOf(said.value("amount", Long.class), 2);
            properties.put("value", amount.toPlainString());
        }
        return key == null ? null : told(at, where, key, properties);
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
