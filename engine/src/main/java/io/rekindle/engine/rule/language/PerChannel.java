package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Policy.Cap;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Noun;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the parts of a policy that say something for each channel. */
record PerChannel(Lines lines, Names names, Problems problems) {

    private static final String PROFILING = "profiling";
    private static final String ALL = "all channels";
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    /** Our own channels and those that the sections name. */
    static Set<ChannelName> named(Section... sections) {
        Set<ChannelName> channels = new TreeSet<>(List.of(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH));
        for (Section section : sections) {
            section.names().stream()
                    .filter(name -> CHANNEL.matcher(name).matches())
                    .forEach(name -> channels.add(new ChannelName(name)));
        }
        return channels;
    }

    List<Cap> caps(Section section) {
        List<Cap> caps = new ArrayList<>();
        for (String name : section.names()) {
            Phrase text = section.text(name);
            ChannelName channel =
                    name.equals(ALL) ? null : channel(name, section.key(name)).orElse(null);
            Said said = text == null
                    ? null
                    : lines.says("frequency cap", text, names).orElse(null);
            if (said != null && (channel != null || name.equals(ALL))) {
                caps.add(new Cap(channel, said.value("most", Long.class).intValue(), per(said)));
            }
        }
        return caps;
    }

    private static Span per(Said said) {
        return switch (said.id()) {
            case "cap_hour" -> new Span(1, ChronoUnit.HOURS);
            case "cap_day" -> new Span(1, ChronoUnit.DAYS);
            case "cap_week" -> new Span(1, ChronoUnit.WEEKS);
            default -> said.value("per", Span.class);
        };
    }

    /**
     * The topic that a message in each channel needs. What decisions made from a profile need ({@code profiling}) is known as
     * a purpose and not yet acted on; it is no channel.
     */
    Map<ChannelName, String> consents(Section section) {
        Map<ChannelName, String> topics = new HashMap<>();
        Set<String> known = new TreeSet<>(names.all(Noun.CHANNEL));
        known.add(PROFILING);
        for (String name : section.names()) {
            Phrase text = section.text(name);
            if (!known.contains(name)) {
                Phrase key = section.key(name);
                String message = "\"" + key + "\" is neither a channel nor \"" + PROFILING + "\".";
                problems.error(key, "unknown-channel", message, Nearest.of(name, known));
            } else if (text != null && !name.equals(PROFILING)) {
                topics.put(new ChannelName(name), text.text());
            }
        }
        return topics;
    }

    /** Prices in millionths of the currency. */
    Map<ChannelName, Long> costs(Section section, String currency) {
        Map<ChannelName, Long> costs = new HashMap<>();
        for (String name : section.names()) {
            Phrase text = section.text(name);
            Long cost = text == null ? null : Amounts.micros(text, currency, problems);
            if (cost != null) {
                channel(name, section.key(name)).ifPresent(channel -> costs.put(channel, cost));
            }
        }
        return costs;
    }

    private Optional<ChannelName> channel(String name, Phrase key) {
        if (CHANNEL.matcher(name).matches()) {
            return Optional.of(new ChannelName(name));
        }
        problems.error(key, "unknown-channel", "\"" + key + "\" is not the name of a channel, like sms.");
        return Optional.empty();
    }
}
