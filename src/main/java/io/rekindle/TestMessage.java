package io.rekindle;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.engine.delivery.TestMark;
import java.util.Optional;

/**
 * A preview on its way to somebody who wants to see it arrive: marked as a test. It is in no ledger, takes no coupon and no budget,
 * counts against no cap and makes no event; its id is random, where those of touchpoints are derived.
 */
public record TestMessage(String id, ContactPoint to, Content content, String language) {

    /** The message of a preview; empty where it would be held. */
    public static Optional<TestMessage> of(Preview preview, String address) {
        if (!(preview.rendering() instanceof Rendering.Ready ready)) {
            return Optional.empty();
        }
        ContactPoint to = new ContactPoint(preview.step().channel(), address);
        Content marked = TestMark.on(ready.content(), preview.language());
        return Optional.of(new TestMessage(preview.id(), to, marked, preview.language()));
    }

    /** One attempt, as any channel makes it. */
    public Answer by(Channel channel) {
        return channel.deliver(new Message(id, to, content, language));
    }
}
