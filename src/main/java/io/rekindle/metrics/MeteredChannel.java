package io.rekindle.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;

/** A channel whose answers are counted and timed by how they ended. */
final class MeteredChannel implements Channel {

    private final Channel channel;
    private final String provider;
    private final MeterRegistry registry;

    MeteredChannel(Channel channel, String provider, MeterRegistry registry) {
        this.channel = channel;
        this.provider = provider;
        this.registry = registry;
    }

    @Override
    public ChannelName name() {
        return channel.name();
    }

    @Override
    public Answer deliver(Message message) {
        Timer.Sample began = Timer.start(registry);
        Answer answer = channel.deliver(message);
        began.stop(registry.timer(
                "rekindle.messages", "channel", name().value(), "provider", provider, "status", status(answer)));
        return answer;
    }

    private static String status(Answer answer) {
        if (answer instanceof Answer.Accepted) {
            return "accepted";
        }
        if (answer instanceof Answer.Rejected) {
            return "rejected";
        }
        return answer instanceof Answer.Later ? "later" : "in_doubt";
    }

    @Override
    public void close() {
        channel.close();
    }
}
