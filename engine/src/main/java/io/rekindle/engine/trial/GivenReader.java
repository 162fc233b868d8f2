package io.rekindle.engine.trial;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the facts given in a test, and makes the events that a customer with such facts has behind them. */
final class GivenReader {

    private static final List<ChannelName> CHANNELS = List.of(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH);
    private static final String ALL = "all";
    private static final Pattern VISITS_IN = Pattern.compile(Words.VISITS_IN);
    private static final int MOST = 2000;

    private final RuleBook book;
    private final Section given;
    private final ZonedDateTime zero;
    private final Sentences sentences;
    private final Problems problems;

    GivenReader(RuleBook book, Section given, ZonedDateTime zero, Sentences sentences, Problems problems) {
        this.book = book;
        this.given = given;
        this.zero = zero;
        this.sentences = sentences;
        this.problems = problems;
    }

    /** The state the facts must make, or null where none is demanded. */
    @Nullable
    LifecycleState state() {
        Phrase text = given.text(Words.LIFECYCLE);
        return text == null ? null : sentences.state(text, problems);
    }

    /** Every channel, or those given. */
    Set<ChannelName> reachable() {
        return given.has(Words.ADDRESSES)
                ? new LinkedHashSet<>(channels(words(Words.ADDRESSES)))
                : new LinkedHashSet<>(CHANNELS);
    }

    /** The events, in no order. */
    List<Happening> happenings(boolean registersLater) {
        Past past = new Past(zero, given.where());
        orders(past);
        visits(past);
        cases(past);
        Long registered = number(Words.SINCE_REGISTERED);
        if (registered != null || !registersLater) {
            past.register(registered);
        }
        past.traits(traits());
        words(Words.TAGS).forEach(tag -> past.tag(tag.text()));
        topics().forEach(past::consent);
        stops().forEach(past::stop);
        return past.happenings();
    }

    private void orders(Past past) {
        Long count = number(Words.ORDERS);
        Long last = number(Words.SINCE_ORDER);
        Long first = number(Words.SINCE_FIRST_ORDER);
        Long spend = money(Words.SPEND);
        Long value = money(Words.ORDER_VALUE);
        boolean any = last != null || first != null || spend != null || value != null;
        long orders = count != null ? count : first != null && last != null && !first.equals(last) ? 2 : any ? 1 : 0;
        if (orders == 0 && any) {
            problems.error(
                    given.key(Words.ORDERS),
                    "contradiction",
                    "Somebody with 0 orders has no last order and spent nothing.");
        } else if (first != null && last != null && (first < last || (orders == 1 && first > last))) {
            problems.error(
                    given.key(Words.SINCE_FIRST_ORDER),
                    "contradiction",
                    "The first of " + orders + " orders cannot be " + first + " days ago where the last is " + last
                            + ".");
        } else if (orders > 0) {
            past.orders(orders, last != null ? last : first != null && orders == 1 ? first : null, first, spend, value);
        }
    }

    private void visits(Past past) {
        Long all = number(Words.VISITS);
        Long since = number(Words.SINCE_VISIT);
        Long inWindow = null;
        long window = 0;
        for (String name : given.names()) {
            Matcher matcher = VISITS_IN.matcher(name);
            if (matcher.matches()) {
                inWindow = number(name);
                window = Long.parseLong(matcher.group(1));
            }
        }
        long recent = inWindow != null ? inWindow : all != null ? all : since != null ? 1 : 0;
        long before = all != null && inWindow != null ? all - inWindow : 0;
        if (before < 0) {
            problems.error(
                    given.key(Words.VISITS), "contradiction", "There cannot be fewer visits ever than in some days.");
            return;
        }
        past.visits(recent, since == null ? 1 : since, inWindow == null ? Long.MAX_VALUE : window);
        past.visits(before, inWindow == null ? 0 : window, window);
    }

    private void cases(Past past) {
        Long open = number(Words.OPEN_CASES);
        for (int index = 1; open != null && index <= open; index++) {
            past.openCase(index == 1 ? "case" : "case-" + index);
        }
    }

    private Map<String, Object> traits() {
        Map<String, Object> traits = new TreeMap<>();
        Section section = given.section(Words.TRAITS, "a trait");
        for (String name : section.names()) {
            Phrase value = section.text(name);
            if (value != null) {
                traits.put(name, value.text());
            }
        }
        return traits;
    }

    /** The topics consented to: channels stand for theirs. */
    private Set<String> topics() {
        Map<ChannelName, String> byChannel = book.policy().consent();
        Set<String> topics = new TreeSet<>();
        for (Phrase word : words(Words.CONSENT)) {
            if (sentences.choice(word, problems).equals(ALL)) {
                topics.addAll(byChannel.values());
            } else if (byChannel.containsValue(word.text())) {
                topics.add(word.text());
            } else {
                channels(List.of(word)).forEach(channel -> {
                    String topic = byChannel.get(channel);
                    if (topic != null) {
                        topics.add(topic);
                    }
                });
            }
        }
        return topics;
    }

    /** Where the customer said stop; empty text for everywhere. */
    private List<String> stops() {
        Yaml value = given.value(Words.UNSUBSCRIBED);
        if (value instanceof Yaml.Scalar scalar) {
            return yes(scalar.where(), sentences, problems) ? List.of("") : List.of();
        }
        return channels(words(Words.UNSUBSCRIBED)).stream()
                .map(ChannelName::value)
                .toList();
    }

    private List<ChannelName> channels(List<Phrase> words) {
        List<ChannelName> channels = new ArrayList<>();
        for (Phrase word : words) {
            String key = sentences.choice(word, problems);
            if (CHANNELS.stream().anyMatch(channel -> channel.value().equals(key))) {
                channels.add(new ChannelName(key));
            } else {
                List<String> names = ValueType.CHANNEL.choices(Language.of(word.text()));
                String message = "There is no channel \"" + word.original() + "\".";
                problems.error(word, "unknown-channel", message, Nearest.of(word.text(), names));
            }
        }
        return channels;
    }

    static boolean yes(Phrase text, Sentences sentences, Problems problems) {
        String word = sentences.choice(text, problems).toLowerCase(Locale.ROOT);
        if (!word.equals("yes") && !word.equals("no")) {
            String words = Language.of(text.text()) == Language.ZH ? "是 or 否" : "yes or no";
            problems.error(text, "not-yes-or-no", "\"" + text.original() + "\" should be " + words + ".");
        }
        return word.equals("yes");
    }

    /** A list of words, or a single one. */
    private List<Phrase> words(String name) {
        return given.value(name) instanceof Yaml.Scalar scalar ? List.of(scalar.where()) : given.texts(name);
    }

    private @Nullable Long number(String name) {
        Phrase text = given.text(name);
        Long number = text == null ? null : Amounts.whole(text, problems);
        if (text != null && number != null && number > MOST) {
            problems.error(text, "out-of-range", "\"" + text + "\" is more than a test makes: at most " + MOST + ".");
            return null;
        }
        return number;
    }

    private @Nullable Long money(String name) {
        Phrase text = given.text(name);
        return text == null ? null : Amounts.money(text, book.policy().currency(), problems);
    }
}
