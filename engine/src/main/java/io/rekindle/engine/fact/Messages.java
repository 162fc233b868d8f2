package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask of the messages a customer was sent: what was {@code received}, {@code opened}, {@code clicked}, {@code
 * replied} or {@code failed}; of a campaign such as {@code welcome}, of its step {@code welcome/hello}, or of any, {@code *};
 * by a channel, or by any.
 */
public abstract class Messages extends Passage {

    Messages(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    /** How many messages. One that waits for quiet hours to end is received when it leaves. */
    public boolean messages(String what, String of, String channel, String op, long limit) {
        return flipping(
                t -> Comparison.holds(
                        times(what, of, channel).filter(at -> at <= t).count(), op, limit),
                times(what, of, channel).toArray());
    }

    /** How many messages in the last n days. */
    public boolean messagesIn(String what, String of, String channel, int n, String op, long limit) {
        return flipping(
                t -> Comparison.holds(countIn(what, of, channel, n, t), op, limit),
                times(what, of, channel)
                        .flatMap(at -> LongStream.of(at, days.plusDays(at, n)))
                        .sorted()
                        .toArray());
    }

    long countIn(String what, String of, String channel, int n, long instant) {
        return times(what, of, channel)
                .filter(at -> at <= instant && days.plusDays(at, n) > instant)
                .count();
    }

    /** When it happened to each message, or is to happen. */
    LongStream times(String what, String of, String channel) {
        ToLongFunction<Touch> when =
                switch (what) {
                    case "received" -> touch -> touch.failed() > asOf ? touch.at() : History.NEVER;
                    case "opened" -> Touch::opened;
                    case "clicked" -> Touch::clicked;
                    case "replied" -> Touch::replied;
                    case "failed" -> Touch::failed;
                    default -> throw new IllegalArgumentException("nothing that happens to a message: " + what);
                };
        boolean planned = what.equals("received");
        return touches(of, channel).mapToLong(when).filter(at -> at != History.NEVER && (planned || at <= asOf));
    }

    private Stream<Touch> touches(String of, String channel) {
        return history.touches.values().stream()
                .filter(one ->
                        of.equals(ANY) || of.equals(one.campaign()) || of.equals(one.campaign() + "/" + one.step()))
                .filter(one ->
                        channel.equals(ANY) || channel.equals(one.channel().value()));
    }

    /**
     * How many messages count against a cap for one that would leave at the given instant: those that left, or are to
     * leave, later than so many milliseconds before it, in that channel or (null) in any, except the given touchpoint.
     */
    public int touchesSince(long sendAt, long millis, @Nullable ChannelName channel, String except) {
        int count = 0;
        for (Touch touch : history.touches.values()) {
            boolean counts = touch.at() != History.NEVER
                    && touch.at() > sendAt - millis
                    && touch.failed() > asOf
                    && (channel == null || touch.channel().equals(channel))
                    && !touch.id().equals(except);
            if (counts) {
                count++;
            }
        }
        return count;
    }
}
