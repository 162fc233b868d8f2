package io.rekindle.intake;

import io.rekindle.engine.event.Event;
import java.util.List;

/** Takes what comes out of an order file, in the file's order. What it throws ends the import. */
public interface ImportSink {

    /** At least one and at most {@value OrderFile#BATCH} events. */
    void events(List<Event> batch);

    /** A row that became no event. */
    default void rejected(RejectedRow row) {}

    /** How far the import is, in bytes of the file as stored (compressed, if it is); called once a batch of rows. */
    default void progress(long bytesRead, long bytesTotal) {}
}
