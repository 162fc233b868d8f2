package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask of the messages a customer was sent: what was {@code received}, {@code opened}, {@code clicked}, {@code
 * replied} or {@code failed}, by campaign, step and channel, each of which may be {@code *} for any.
 */
public abstract class Messages extends Passage {

    Messages(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    /** How many messages. One that waits for quiet hours to end is received when it leaves. */
    public boolean messages(String what, String campaign, String step, String channel, String op, long limit) {
        return flipping(
                t -> Comparison.holds(
                        times(what, campaign, step, channel).filter(at -> at <= t).count(), op, limit),
                times(what, campaign, step, channel).toArray());
    }

    /** How many messages in the last n days. */
    public boolean messagesIn(
            String what, String campaign, String step, String channel, int n, String op, long limit) {
        return flipping(
                t -> Comparison.holds(countIn(what, campaign, step, channel, n, t), op, limit),
                times(what, campaign, step, channel)
                        .flatMap(at -> LongStream.of(at, days.plusDays(at, n)))
                        .sorted()
                        .toArray());
    }

    long countIn(String what, String campaign, String step, String channel, int n, long instant) {
        return times(what, campaign, step, channel)
                .filter(at -> at <= instant && days.plusDays(at, n) > instant)
                .count();
    }

    /** When it happened to each message, or is to happen. */
    LongStream times(String what, String campaign, String step, String channel) {
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
        return touches(campaign, step, channel)
                .mapToLong(when)
                .filter(at -> at != History.NEVER && (planned || at <= asOf));
    }

    private Stream<Touch> touches(String campaign, String step, String channel) {
        return history.touches.values().stream()
                .filter(one -> campaign.equals(ANY) || one.campaign().equals(campaign))
                .filter(one -> step.equals(ANY) || one.step().equals(step))
                .filter(one -> channel.equals(ANY) || one.channel().value().equals(channel));
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
