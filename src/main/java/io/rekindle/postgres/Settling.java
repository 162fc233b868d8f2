package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.policy.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what became of a touchpoint that was taken up. Each method answers false, and changes nothing, where the claim's
 * fence is not the touchpoint's any more.
 *
 * @param zone the rule book's: whose months the budget goes by
 * @param now epoch milliseconds
 */
record Settling(Connection connection, Claimed claimed, ZoneId zone, long now) {

    /** What the provider answered; {@code retryAt} for {@link Answer.Later}. */
    boolean settle(Answer answer, long retryAt) throws SQLException {
        if (answer instanceof Answer.Accepted accepted) {
            return update("accepted", accepted.provider(), accepted.providerId(), null, null);
        }
        if (answer instanceof Answer.Later later) {
            return planAgain(later.why(), retryAt, later.asked() ? 0 : 1);
        }
        if (answer instanceof Answer.InDoubt doubt) {
            return update("in_doubt", doubt.provider(), null, null, doubt.why());
        }
        return reject((Answer.Rejected) answer);
    }

    private boolean reject(Answer.Rejected rejected) throws SQLException {
        if (rejected.cause() != Answer.Cause.MESSAGE) {
            return update("given_up", null, null, null, rejected.why());
        }
        Reason reason = rejected.unsubscribed()
                ? Reason.SUPPRESSED
                : rejected.addressIsBad() ? Reason.INVALID_ADDRESS : Reason.PROVIDER_ERROR;
        boolean mine = update("rejected", null, null, reason, rejected.why());
        ContactPoint to = claimed.to();
        if (mine && rejected.unsubscribed() && to != null) {
            PostgresReceipts.stop(connection, to, claimed.touchpoint().id(), now);
        }
        if (mine && rejected.addressIsBad()) {
            NeverSent.giveUpAddress(connection, claimed);
        }
        return mine && neverSent();
    }

    /** That it will not be sent, and why. */
    boolean drop(Reason reason, String detail) throws SQLException {
        return update("dropped", null, null, reason, detail) && neverSent();
    }

    private boolean neverSent() throws SQLException {
        NeverSent.settle(connection, claimed, zone, now);
        return true;
    }

    private boolean update(
            String state,
            @Nullable String provider,
            @Nullable String providerId,
            @Nullable Reason reason,
            @Nullable String detail)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update touchpoint set
                    state = case when ? in ('in_doubt', 'given_up') and taken_at is not null then 'accepted' else ? end,
                    provider_id = ?, reason = ?, detail = ?, settled_at = instant(?), lease_until = null,
                    provider = nullif(?, '')
                where id = ?::uuid and fence = ? and state in ('claimed', 'sending')
                """)) {
            update.setString(1, state);
            update.setString(2, state);
            update.setString(3, providerId);
            update.setString(4, reason == null ? null : reason.key());
            update.setString(5, detail);
            update.setLong(6, now);
            update.setString(7, provider);
            update.setString(8, claimed.touchpoint().id());
            update.setLong(9, claimed.fence());
            return update.executeUpdate() == 1;
        }
    }

    /**
     * Plans it for another instant, but not where a receipt says that it was sent after all.
     *
     * @param uncounted attempts that were begun and then not made
     */
    boolean planAgain(@Nullable String why, long at, int uncounted) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update touchpoint set
                    state = case when taken_at is null then 'planned' else 'accepted' end,
                    settled_at = taken_at, attempts = attempts - ?,
                    send_at = case when taken_at is null then instant(?) else send_at end, detail = ?, lease_until = null
                where id = ?::uuid and fence = ? and state in ('claimed', 'sending')
                """)) {
            update.setInt(1, uncounted);
            update.setLong(2, at);
            update.setString(3, why);
            update.setString(4, claimed.touchpoint().id());
            update.setLong(5, claimed.fence());
            return update.executeUpdate() == 1;
        }
    }
}
