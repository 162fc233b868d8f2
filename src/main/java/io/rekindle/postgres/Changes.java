package io.rekindle.postgres;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader's wish comes to, given what holds. */
final class Changes {

    /**
     * An event to be.
     *
     * @param key the property that says what it is about, {@code channel} or {@code topic}; empty for everything
     */
    record Said(String event, String key, String what) {}

    private final Held held;
    private final List<Said> topics = new ArrayList<>();
    private final Set<String> on = new LinkedHashSet<>();
    private final Set<String> off = new LinkedHashSet<>();
    private boolean everything;

    Changes(Held held) {
        this.held = held;
    }

    void turnOn(Held.Channel channel) {
        if (!channel.on() && !channel.blocked()) {
            on.add(channel.name());
        }
    }

    /** Also where its address is given up: a stop holds for the next address too. */
    void turnOff(Held.Channel channel) {
        if (channel.on() || !held.wishes().isStopped(channel.name())) {
            off.add(channel.name());
        }
    }

    void stopEverything() {
        everything = !held.wishes().everything();
        held.channels().forEach(this::turnOff);
    }

    void grant(String topic) {
        topics.add(new Said("Consent Granted", "topic", topic));
    }

    void withdraw(String topic) {
        topics.add(new Said("Consent Withdrawn", "topic", topic));
    }

    boolean isEmpty() {
        return said().isEmpty();
    }

    /** What is said, in order. Where a stop of everything ends for one channel, the others are stopped one by one. */
    List<Said> said() {
        List<Said> said = new ArrayList<>(topics);
        if (everything) {
            said.add(new Said("Unsubscribed", "", ""));
            return said;
        }
        if (held.wishes().everything() && !on.isEmpty()) {
            said.add(new Said("Subscribed", "", ""));
            held.channels().stream()
                    .map(Held.Channel::name)
                    .filter(name -> !on.contains(name) && !held.wishes().stops().getOrDefault(name, false))
                    .forEach(name -> said.add(new Said("Unsubscribed", "channel", name)));
        }
        on.forEach(name -> said.add(new Said("Subscribed", "channel", name)));
        off.forEach(name -> said.add(new Said("Unsubscribed", "channel", name)));
        return said;
    }

    /** Channels whose addresses may be written to again. */
    Set<String> lifted() {
        return on;
    }

    /** Channels whose addresses are not written to any more. */
    Set<String> suppressed() {
        return off;
    }
}
