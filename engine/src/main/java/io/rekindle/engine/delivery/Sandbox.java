package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;

/** Stands for a channel where messages are kept in the database to be looked at, and never sent. */
public record Sandbox(ChannelName name) implements Channel {

    @Override
    public Answer deliver(Message message) {
        throw new IllegalStateException("a sandbox sends nothing");
    }
}
