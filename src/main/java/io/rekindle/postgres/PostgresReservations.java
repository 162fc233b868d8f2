package io.rekindle.postgres;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Intent;
import io.rekindle.engine.offer.CouponCode;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.offer.Reservations;
import io.rekindle.engine.rule.book.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Reservations in the transaction of a batch: what is limited is locked, dealt out in the order of the decisions, and written at once.
 */
final class PostgresReservations implements Reservations {

    private static final long MICROS_PER_MINOR = 10_000;
    private static final long PERCENT = 100;

    private final Connection connection;
    private final Policy policy;
    private final Map<String, Long> customers;
    private final ToLongFunction<Decision> price;
    private final CouponCode codes = new CouponCode();
    private boolean queued;

    /**
     * @param customers the store's numbers of the batch's customers, by their id
     * @param price the most that the message can cost, millionths of the currency
     */
    PostgresReservations(
            Connection connection, Policy policy, Map<String, Long> customers, ToLongFunction<Decision> price) {
        this.connection = connection;
        this.policy = policy;
        this.customers = customers;
        this.price = price;
    }

    @Override
    public List<Grant> reserve(List<Decision> sends) {
        try {
            openMonths(sends);
            if (sends.stream().noneMatch(this::wantsAny)) {
                return sends.stream()
                        .<Grant>map(send -> new Grant.Granted(null))
                        .toList();
            }
            queue();
            List<Grant> grants = take(sends);
            insert(sends, grants);
            return grants;
        } catch (SQLException failure) {
            throw PostgresBatch.failed("reserving coupons and budget", failure);
        }
    }

    /**
     * From here on one batch after the other, until each has committed: they share the month's budget in any case. Of two that
     * took it and their campaigns' as it comes, each would wait for the other, and one be done again.
     */
    private void queue() throws SQLException {
        if (!queued) {
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_advisory_xact_lock(hashtext('rekindle limits'))")) {
                lock.execute();
            }
            queued = true;
        }
    }

    /** Whether there is anything to be had for it that has a limit. */
    private boolean wantsAny(Decision send) {
        Intent intent = intent(send);
        return intent.coupon() != null || intent.liabilityMicros() + price.applyAsLong(send) > 0;
    }

    /** What limits bear, of all in turn; with a coupon's code where it carries one. */
    private List<Grant> take(List<Decision> sends) throws SQLException {
        Set<String> offers = new TreeSet<>();
        Set<String> scopes = new TreeSet<>();
        for (Decision send : sends) {
            Intent intent = intent(send);
            if (intent.coupon() != null) {
                offers.add(intent.coupon());
            }
            if (intent.liabilityMicros() + price.applyAsLong(send) > 0) {
                scopes.addAll(scopes(send));
            }
        }
        SharedLimits limits = SharedLimits.lock(connection, offers, scopes);
        List<Grant> grants = new ArrayList<>();
        for (Decision send : sends) {
            Intent intent = intent(send);
            String coupon = intent.coupon();
            Grant.Denied denied = limits.take(coupon, scopes(send), intent.liabilityMicros(), price.applyAsLong(send));
            grants.add(denied != null ? denied : new Grant.Granted(coupon == null ? null : codes.next(coupon)));
        }
        limits.write(connection);
        return grants;
    }

    private List<String> scopes(Decision send) {
        return List.of("campaign:" + send.campaign(), month(send));
    }

    /** The coupons issued. */
    private void insert(List<Decision> all, List<Grant> grants) throws SQLException {
        List<Decision> sends = new ArrayList<>();
        List<String> issued = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            if (grants.get(index) instanceof Grant.Granted granted && granted.code() != null) {
                sends.add(all.get(index));
                issued.add(granted.code());
            }
        }
        if (issued.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into coupon (code, offer, customer_id, touchpoint, campaign, issued_at, expires_at,
                                    liability_micros, month_scope)
                select code, o, c, t::uuid, g, instant(i), instant(e), l, m
                from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                            ?::bigint[], ?::text[]) as r (code, o, c, t, g, i, e, l, m)
                """)) {
            insert.setArray(1, connection.createArrayOf("text", issued.toArray()));
            insert.setArray(2, Rows.texts(connection, sends, one -> intent(one).coupon()));
            insert.setArray(
                    3,
                    Rows.numbers(
                            connection,
                            sends,
                            one -> customers.get(one.customer().value())));
            insert.setArray(4, Rows.texts(connection, sends, one -> intent(one).touchpoint()));
            insert.setArray(5, Rows.texts(connection, sends, Decision::campaign));
            insert.setArray(6, Rows.numbers(connection, sends, Decision::at));
            insert.setArray(
                    7, Rows.numbers(connection, sends, one -> intent(one).couponExpiresAt()));
            insert.setArray(
                    8, Rows.numbers(connection, sends, one -> intent(one).liabilityMicros()));
            insert.setArray(9, Rows.texts(connection, sends, this::month));
            insert.executeUpdate();
        }
    }

    /** Makes the rows of budgets that nobody has used yet. Asked for first: the insertion alone would wait for whoever changes the row. */
    private void openMonths(List<Decision> sends) throws SQLException {
        Set<String> months = new HashSet<>();
        sends.forEach(send -> months.add(month(send)));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into budget (scope, limit_micros) select s, ? from unnest(?::text[]) as t (s)
                where not exists (select 1 from budget where scope = s)
                on conflict (scope) do nothing
                """)) {
            setMonthLimit(insert, 1, policy);
            insert.setArray(
                    2, connection.createArrayOf("text", months.stream().sorted().toArray()));
            insert.executeUpdate();
        }
    }

    static void setMonthLimit(PreparedStatement statement, int index, Policy policy) throws SQLException {
        Long budget = policy.monthBudget();
        if (budget == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, budget * MICROS_PER_MINOR / PERCENT * policy.monthStopPercent());
        }
    }

    private String month(Decision decision) {
        return month(policy, decision.at());
    }

    /** The budget of the calendar month, in the book's zone, in which the instant lies. */
    static String month(Policy policy, long instant) {
        return "month:" + YearMonth.from(Instant.ofEpochMilli(instant).atZone(policy.zone()));
    }

    static Intent intent(Decision decision) {
        return Objects.requireNonNull(decision.intent(), "only decisions to send are reserved for");
    }
}
