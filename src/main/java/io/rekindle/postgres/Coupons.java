package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Coupons after their issue: redeemed once, or expired and their money set free. */
public final class Coupons {

    private final DataSource source;

    public Coupons(DataSource source) {
        this.source = source;
    }

    /**
     * Redeems the coupon of that code, if there is one and it was not redeemed before: the reserved money is spent. One
     * that expired before we heard of it is redeemed all the same: the money is gone, whatever the limit says.
     *
     * @param by what redeemed it: a message id
     */
    static boolean redeem(Connection connection, String code, long at, String by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with found as (
                    select code, freed_at is null as held from coupon
                    where code = ? and redeemed_at is null and (freed_at is null or freed_at = expires_at)
                    for update),
                redeemed as (
                    update coupon k set redeemed_at = instant(?), redeemed_by = ?, freed_at = null
                    from found where k.code = found.code
                    returning campaign, month_scope, liability_micros, held)
                update budget set reserved_micros = reserved_micros - case when held then liability_micros else 0 end,
                                  spent_micros = spent_micros + liability_micros
                from redeemed where scope in ('campaign:' || campaign, month_scope)
                """)) {
            update.setString(1, code);
            update.setLong(2, at);
            update.setString(3, by);
            return update.executeUpdate() > 0;
        }
    }

    /** Frees the coupon of a message that will never be sent, whose code nobody has seen; returns the code, if it had one. */
    static Optional<String> free(Connection connection, String touchpoint, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with freed as (
                    update coupon set freed_at = instant(?)
                    where touchpoint = ?::uuid and redeemed_at is null and freed_at is null
                    returning code, campaign, month_scope, liability_micros, offer),
                stock as (
                    update offer set issued = issued - 1 from freed where offer.code = freed.offer),
                money as (
                    update budget set reserved_micros = reserved_micros - liability_micros
                    from freed where scope in ('campaign:' || campaign, month_scope))
                select code from freed
                """)) {
            update.setLong(1, now);
            update.setString(2, touchpoint);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Frees the money of coupons that expired unused at the instant (epoch milliseconds) or before; returns how many. */
    public int expire(long now) {
        return Transaction.in(source, "expiring coupons", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    with freed as (
                        update coupon set freed_at = expires_at
                        where code in (
                            select code from coupon
                            where expires_at <= instant(?) and redeemed_at is null and freed_at is null
                            order by code for update skip locked)
                        returning campaign, month_scope, liability_micros),
                    sums as (
                        select scope, sum(liability_micros) as micros
                        from freed, lateral (values ('campaign:' || campaign), (month_scope)) as s (scope)
                        group by scope),
                    budgets as (
                        update budget b set reserved_micros = reserved_micros - micros
                        from sums where b.scope = sums.scope)
                    select count(*) from freed
                    """)) {
                update.setLong(1, now);
                try (var rows = update.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }
}
