package io.rekindle.postgres;

import io.rekindle.engine.fact.Wishes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What holds for the reader of a message.
 *
 * @param language {@code en} or {@code zh}, as the message
 * @param channel the one it came by
 * @param topics whether the reader agrees, by topic
 * @param wishes what the reader ever said
 */
public record Held(
        String touchpoint,
        String language,
        String channel,
        SortedMap<String, Boolean> topics,
        List<Channel> channels,
        Wishes wishes) {

    /**
     * A way to reach the reader.
     *
     * @param masked their addresses, such as {@code l****}; empty where none is known
     * @param on whether anything leaves this way
     * @param blocked whether it cannot be turned on here: all its addresses bounced or were complained from
     */
    public record Channel(String name, List<String> masked, boolean on, boolean blocked) {}

    public Held {
        channels = List.copyOf(channels);
    }

    /** When anything was said last, epoch milliseconds. */
    long saidAt() {
        return wishes.saidAt();
    }

    /** Whether nothing leaves any way. */
    public boolean nothing() {
        return channels.stream().noneMatch(Channel::on);
    }

    /** Everything that is on, by the names of {@link Wanted}. */
    public List<String> on() {
        return Stream.concat(
                        channels.stream().filter(Channel::on).map(one -> Wanted.channel(one.name())),
                        topics.entrySet().stream().filter(Map.Entry::getValue).map(one -> Wanted.topic(one.getKey())))
                .toList();
    }
}
