package io.rekindle.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A ledger whose entries are counted and logged: how long messages took to leave, and why others never will. */
final class MeteredOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger("io.rekindle.messages");

    private final Outbox outbox;
    private final MeterRegistry registry;

    MeteredOutbox(Outbox outbox, MeterRegistry registry) {
        this.outbox = outbox;
        this.registry = registry;
    }

    @Override
    public List<Claimed> claim(
            String dispatcher, Set<ChannelName> channels, long now, int most, Duration lease, boolean retries) {
        return outbox.claim(dispatcher, channels, now, most, lease, retries);
    }

    @Override
    public boolean price(Claimed claimed, long micros) {
        return outbox.price(claimed, micros);
    }

    @Override
    public boolean begin(Claimed claimed, long now, Duration lease) {
        return outbox.begin(claimed, now, lease);
    }

    @Override
    public boolean begin(@Nullable Ended before, Claimed next, long now, Duration lease) {
        boolean begun = outbox.begin(before, next, now, lease);
        if (before != null) {
            settled(before.claimed().touchpoint(), before.answer(), before.at());
        }
        return begun;
    }

    @Override
    public Optional<Begun> rush(
            String dispatcher,
            ChannelName channel,
            @Nullable Ended before,
            long now,
            Duration lease,
            Function<Claimed, Optional<Content>> look) {
        Optional<Begun> begun = outbox.rush(dispatcher, channel, before, now, lease, look);
        if (before != null && begun.isPresent()) {
            settled(before.claimed().touchpoint(), before.answer(), before.at());
        }
        return begun;
    }

    @Override
    public boolean settle(Claimed claimed, Answer answer, long now, long retryAt) {
        boolean mine = outbox.settle(claimed, answer, now, retryAt);
        if (mine) {
            settled(claimed.touchpoint(), answer, now);
        }
        return mine;
    }

    private void settled(Touchpoint touchpoint, Answer answer, long now) {
        if (answer instanceof Answer.Accepted) {
            left(touchpoint, now);
            line(LOG.atDebug(), touchpoint, "accepted").log("message accepted");
        } else if (answer instanceof Answer.Rejected rejected && rejected.cause() != Answer.Cause.MESSAGE) {
            line(LOG.atWarn(), touchpoint, "given_up").log("message given up: {}", rejected.why());
        } else if (answer instanceof Answer.Rejected rejected) {
            Reason reason = rejected.unsubscribed()
                    ? Reason.SUPPRESSED
                    : rejected.addressIsBad() ? Reason.INVALID_ADDRESS : Reason.PROVIDER_ERROR;
            notSent(touchpoint, reason);
            line(LOG.atInfo(), touchpoint, "rejected")
                    .addKeyValue("reason", reason.key())
                    .log("message rejected: {}", rejected.why());
        } else if (answer instanceof Answer.Later later) {
            line(LOG.atDebug(), touchpoint, "later").log("message waits: {}", later.why());
        } else if (answer instanceof Answer.InDoubt doubt) {
            line(LOG.atWarn(), touchpoint, "in_doubt").log("message in doubt: {}", doubt.why());
        }
    }

    @Override
    public void keep(List<Kept> kept, long now) {
        outbox.keep(kept, now);
    }

    @Override
    public boolean hold(Claimed claimed, long sendAt) {
        return outbox.hold(claimed, sendAt);
    }

    @Override
    public void giveBack(List<Claimed> claimed) {
        outbox.giveBack(claimed);
    }

    @Override
    public boolean drop(Claimed claimed, Reason reason, String detail, long now) {
        boolean mine = outbox.drop(claimed, reason, detail, now);
        if (mine) {
            notSent(claimed.touchpoint(), reason);
            line(LOG.atInfo(), claimed.touchpoint(), "dropped")
                    .addKeyValue("reason", reason.key())
                    .log("message dropped: {}", detail);
        }
        return mine;
    }

    @Override
    public int recover(long now) {
        return outbox.recover(now);
    }

    private void left(Touchpoint touchpoint, long now) {
        registry.timer(
                        "rekindle.message.latency",
                        "channel",
                        touchpoint.channel().value())
                .record(Duration.ofMillis(Math.max(0, now - touchpoint.sendAt())));
    }

    private void notSent(Touchpoint touchpoint, Reason reason) {
        registry.counter("rekindle.not.sent", "campaign", touchpoint.campaign(), "reason", reason.key())
                .increment();
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, Touchpoint touchpoint, String outcome) {
        return line.addKeyValue("touchpoint", touchpoint.id())
                .addKeyValue("customer_ref", touchpoint.customer().value())
                .addKeyValue("campaign", touchpoint.campaign())
                .addKeyValue("step", touchpoint.step())
                .addKeyValue("channel", touchpoint.channel().value())
                .addKeyValue("outcome", outcome);
    }
}
