package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.touchpoint.Touchpoint;
import io.rekindle.postgres.Pauses.Overdue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Messages that no provider took in many attempts. Each definitely was not sent, and keeps its coupon, its money and its place
 * under the caps, so that it can be set going again as it is; what is not, is rejected after a while and gives them back.
 */
public final class DeadLetters {

    private static final int AT_ONCE = 500;
    private static final int REASONS = 5;

    private final DataSource source;

    public DeadLetters(DataSource source) {
        this.source = source;
    }

    /** Which of them: those of a campaign, of a channel, or of both; null for any. */
    public record Choice(
            @Nullable String campaign, @Nullable ChannelName channel) {}

    /** What the last attempt of so many of them ended with. */
    public record LastError(String detail, long messages) {}

    /**
     * What waits to be set going again: to be looked at before it is.
     *
     * @param tooOld how many of them are older than they are wanted
     * @param errors the most frequent last errors
     */
    public record Waiting(long givenUp, long tooOld, List<LastError> errors) {}

    /** How many were planned anew, and how many dropped. */
    public record Redriven(int planned, int dropped) {}

    /** What of the choice waits at the instant (epoch milliseconds). */
    public Waiting waiting(Choice choice, long now) {
        return Transaction.in(source, "counting messages given up", connection -> {
            List<LastError> errors = new ArrayList<>();
            long all = 0;
            long tooOld = 0;
            try (PreparedStatement select = connection.prepareStatement("""
                    select coalesce(detail, '') as detail, count(*) as messages,
                           count(*) filter (where too_old_at <= instant(?)) as too_old
                    from touchpoint where state = 'given_up' and campaign = coalesce(?, campaign)
                      and channel = coalesce(?, channel)
                    group by 1 order by 2 desc, 1
                    """)) {
                select.setLong(1, now);
                choose(select, 2, choice);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        all += row.getLong("messages");
                        tooOld += row.getLong("too_old");
                        if (errors.size() < REASONS) {
                            errors.add(new LastError(row.getString("detail"), row.getLong("messages")));
                        }
                    }
                }
            }
            return new Waiting(all, tooOld, List.copyOf(errors));
        });
    }

    /**
     * Plans them anew, to be checked and sent like any other, their attempts counted from the first; what is too old is
     * dropped, unless all are to start anew, or all are to be dropped.
     *
     * @param zone the rule book's: whose months the budget goes by
     */
    public Redriven redrive(Choice choice, Overdue overdue, ZoneId zone, long now) {
        int planned =
                switch (overdue) {
                    case SEND_IF_WANTED -> plan(choice, now, /* restart= */ false);
                    case RESTART -> plan(choice, now, /* restart= */ true);
                    case DROP -> 0;
                };
        int dropped =
                switch (overdue) {
                    case SEND_IF_WANTED ->
                        inParts(one -> end(
                                one, choice, "dropped", Reason.DATA_STALE, "too_old_at <= instant(?)", now, zone, now));
                    case RESTART -> 0;
                    case DROP ->
                        inParts(one -> end(
                                one, choice, "dropped", Reason.CANCELLED, "settled_at <= instant(?)", now, zone, now));
                };
        return new Redriven(planned, dropped);
    }

    /** Rejects what was given up at the instant or before: it is not set going any more. Returns how many. */
    public int close(long until, ZoneId zone, long now) {
        var any = new Choice(null, null);
        return inParts(
                one -> end(one, any, "rejected", Reason.PROVIDER_ERROR, "settled_at <= instant(?)", until, zone, now));
    }

    private int plan(Choice choice, long now, boolean restart) {
        return Transaction.in(source, "planning messages given up anew", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint set state = 'planned', attempts = 0, send_at = instant(?), settled_at = null,
                           too_old_at = case when ? then instant(?) else too_old_at end
                    where state = 'given_up' and campaign = coalesce(?, campaign) and channel = coalesce(?, channel)
                      and (? or too_old_at > instant(?))
                    """)) {
                update.setLong(1, now);
                update.setBoolean(2, restart);
                update.setLong(3, now + Touchpoint.SEND_IF_YOUNGER_THAN.toMillis());
                choose(update, 4, choice);
                update.setBoolean(6, restart);
                update.setLong(7, now);
                return update.executeUpdate();
            }
        });
    }

    private int inParts(ToIntFunction<Connection> part) {
        int all = 0;
        int some;
        do {
            some = Transaction.in(source, "settling messages given up", part::applyAsInt);
            all += some;
        } while (some > 0);
        return all;
    }

    private static int end(
            Connection connection,
            Choice choice,
            String state,
            Reason reason,
            String which,
            long until,
            ZoneId zone,
            long now) {
        try {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint t set state = ?, reason = ?, settled_at = instant(?)
                    from (select id from touchpoint where state = 'given_up' and campaign = coalesce(?, campaign)
                            and channel = coalesce(?, channel) and %s
                          order by id limit ? for update) next, customer c
                    where t.id = next.id and c.id = t.customer_id
                    returning t.id::text, c.ref, t.channel
                    """.formatted(which))) {
                update.setString(1, state);
                update.setString(2, reason.key());
                update.setLong(3, now);
                choose(update, 4, choice);
                update.setLong(6, until);
                update.setInt(7, AT_ONCE);
                return NeverSent.settleAll(connection, update, zone, now);
            }
        } catch (SQLException failure) {
            throw new StoreException("settling messages given up", failure);
        }
    }

    private static void choose(PreparedStatement statement, int index, Choice choice) throws SQLException {
        statement.setString(index, choice.campaign());
        statement.setString(
                index + 1,
                Optional.ofNullable(choice.channel()).map(ChannelName::value).orElse(null));
    }
}
