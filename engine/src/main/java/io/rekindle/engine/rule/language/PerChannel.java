package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Policy.Cap;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parts of a policy that say something for each channel. */
record PerChannel(Problems problems) {

    private static final String ALL = "all channels";
    private static final Pattern CAP = Pattern.compile("(\\d{1,6}) per (.+)");
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
                    name.equals(ALL) ? null : channel(section.key(name)).orElse(null);
            Matcher cap = CAP.matcher(text == null ? "" : text.text());
            if (text != null && !cap.matches()) {
                problems.error(text, "bad-cap", "\"" + text.original() + "\" should be a limit, like 3 per 7 days.");
            } else if (text != null && (channel != null || name.equals(ALL))) {
                Span per = Amounts.span(text.part(cap.start(2), cap.end(2)), problems);
                if (per != null) {
                    caps.add(new Cap(channel, Integer.parseInt(cap.group(1)), per));
                }
            }
        }
        return caps;
    }

    Map<ChannelName, String> texts(Section section) {
        Map<ChannelName, String> texts = new HashMap<>();
        for (String name : section.names()) {
            Phrase text = section.text(name);
            if (text != null) {
                channel(section.key(name)).ifPresent(channel -> texts.put(channel, text.text()));
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
                channel(section.key(name)).ifPresent(channel -> costs.put(channel, cost));
            }
        }
        return costs;
    }

    private Optional<ChannelName> channel(Phrase name) {
        if (CHANNEL.matcher(name.text()).matches()) {
            return Optional.of(new ChannelName(name.text()));
        }
        problems.error(name, "unknown-channel", "\"" + name + "\" is not the name of a channel, like sms.");
        return Optional.empty();
    }
}
