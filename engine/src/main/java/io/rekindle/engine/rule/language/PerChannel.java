package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Policy.Cap;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Amounts;
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

    Map<ChannelName, String> texts(Section section) {
        Map<ChannelName, String> texts = new HashMap<>();
        for (String name : section.names()) {
            Phrase text = section.text(name);
            if (text != null) {
                channel(name, section.key(name)).ifPresent(channel -> texts.put(channel, text.text()));
            }
        }
        return texts;
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
