package io.rekindle.postgres;

import io.rekindle.engine.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Webhook deliveries: each is taken once, in the transaction that stores its event. */
public final class HookDeliveries {

    private final DataSource source;

    public HookDeliveries(DataSource source) {
        this.source = source;
    }

    /** What a delivery was. */
    public enum Taken {
        /** Its event is stored. */
        STORED,
        /** Its sender tried again: the event had been stored before. */
        KNOWN,
        /** The same attempt a second time: somebody plays it back. Nothing was done. */
        REPLAYED
    }

    /**
     * Takes a delivery.
     *
     * @param sentAt the attempt's own timestamp, epoch milliseconds
     * @param now epoch milliseconds
     */
    public Taken take(String hook, String delivery, long sentAt, Event event, long now) {
        return Transaction.in(source, "taking a webhook", connection -> {
            if (!insert(connection, hook, delivery, sentAt, now)) {
                return Taken.REPLAYED;
            }
            return PostgresIntake.store(connection, List.of(event), now).fresh() == 1 ? Taken.STORED : Taken.KNOWN;
        });
    }

    private static boolean insert(Connection connection, String hook, String delivery, long sentAt, long now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into hook_delivery (hook, delivery_id, sent_at, received_at)
                values (?, ?, instant(?), instant(?))
                on conflict (hook, delivery_id, sent_at) do nothing
                """)) {
            insert.setString(1, hook);
            insert.setString(2, delivery);
            insert.setLong(3, sentAt);
            insert.setLong(4, now);
            return insert.executeUpdate() == 1;
        }
    }

    /** Forgets deliveries sent before the instant (epoch milliseconds): too old to be played back. Returns how many. */
    public int forget(long sentBefore) {
        return Transaction.in(source, "forgetting webhooks", connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from hook_delivery where sent_at < instant(?)")) {
                delete.setLong(1, sentBefore);
                return delete.executeUpdate();
            }
        });
    }
}
