package io.rekindle.postgres;

import io.rekindle.engine.delivery.Claimed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;

/** The price of a message once its text is known, in place of what was set aside for it when it was decided. */
final class PriceOfMessage {

    /** The campaign's budget and that of the month in which the message was decided, which is where its price was taken from. */
    private static final String BUDGETS = """
            b.scope in (select unnest(array['campaign:' || t.campaign,
                                            'month:' || to_char(d.at at time zone ?, 'YYYY-MM')])
                        from touchpoint t join entry n on n.id = t.entry
                        join decision d on d.occasion = n.occasion and d.customer_id = t.customer_id
                                       and d.entry = t.entry and d.step = t.step
                        where t.id = ?::uuid)
            """;

    private PriceOfMessage() {}

    /**
     * Takes the difference from the budgets, or gives it back.
     *
     * @param zone the rule book's: whose months the budget goes by
     * @return false where a budget would not bear it or the claim is lost; then nothing changed
     */
    static boolean set(Connection connection, Claimed claimed, long micros, ZoneId zone) throws SQLException {
        String touchpoint = claimed.touchpoint().id();
        long more = micros - claimed.touchpoint().costMicros();
        NeverSent.lockCustomer(connection, touchpoint);
        if (!bears(connection, touchpoint, more, zone) || !note(connection, claimed, micros)) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update budget b set spent_micros = greatest(0, spent_micros + ?) where " + BUDGETS)) {
            update.setLong(1, more);
            update.setString(2, zone.getId());
            update.setString(3, touchpoint);
            update.executeUpdate();
        }
        return true;
    }

    /** Locks the budgets, in the order in which sweeps do, so that what they bear now they bear until the end. */
    private static boolean bears(Connection connection, String touchpoint, long more, ZoneId zone) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("""
                select limit_micros is null or reserved_micros + spent_micros + ? <= limit_micros
                from budget b where %s order by scope for update
                """.formatted(BUDGETS))) {
            lock.setLong(1, more);
            lock.setString(2, zone.getId());
            lock.setString(3, touchpoint);
            boolean bears = true;
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    bears &= row.getBoolean(1);
                }
            }
            return bears || more <= 0;
        }
    }

    private static boolean note(Connection connection, Claimed claimed, long micros) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update touchpoint set cost_micros = ? where id = ?::uuid and fence = ? and state = 'claimed'
                """)) {
            update.setLong(1, micros);
            update.setString(2, claimed.touchpoint().id());
            update.setLong(3, claimed.fence());
            return update.executeUpdate() == 1;
        }
    }
}
