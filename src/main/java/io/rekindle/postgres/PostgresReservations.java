package io.rekindle.postgres;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Intent;
import io.rekindle.engine.offer.CouponCode;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.offer.Reservations;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reservations in the transaction of a batch. First all of them at once; only where a limit would not bear that, one by
 * one. Each limit is one update that holds only while it stays within the limit.
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
                return issue(sends);
            }
            queue();
            Savepoint before = connection.setSavepoint();
            if (refusal(sends) == null) {
                connection.releaseSavepoint(before);
                return issue(sends);
            }
            connection.rollback(before);
            return oneByOne(sends);
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

    private List<Grant> oneByOne(List<Decision> sends) throws SQLException {
        List<Grant> grants = new ArrayList<>();
        for (Decision send : sends) {
            Savepoint before = connection.setSavepoint();
            Grant.Denied denied = refusal(List.of(send));
            if (denied == null) {
                connection.releaseSavepoint(before);
                grants.addAll(issue(List.of(send)));
            } else {
                connection.rollback(before);
                grants.add(denied);
            }
        }
        return grants;
    }

    /** Takes everything the decisions want; returns what could not be had, or null. The caller undoes a partial taking. */
    private Grant.@Nullable Denied refusal(List<Decision> sends) throws SQLException {
        Map<String, Long> stock = new TreeMap<>();
        Map<String, Long> reserved = new TreeMap<>();
        Map<String, Long> spent = new TreeMap<>();
        for (Decision send : sends) {
            Intent intent = intent(send);
            if (intent.coupon() != null) {
                stock.merge(intent.coupon(), 1L, Long::sum);
            }
            for (String scope : List.of("campaign:" + send.campaign(), month(send))) {
                reserved.merge(scope, intent.liabilityMicros(), Long::sum);
                spent.merge(scope, price.applyAsLong(send), Long::sum);
            }
        }
        for (var wanted : stock.entrySet()) {
            if (!takeStock(wanted.getKey(), wanted.getValue())) {
                return new Grant.Denied(Reason.COUPON_OUT_OF_STOCK, "no " + wanted.getKey() + " left");
            }
        }
        for (var wanted : reserved.entrySet()) {
            String scope = wanted.getKey();
            long cost = spent.getOrDefault(scope, 0L);
            if (wanted.getValue() + cost > 0 && !takeBudget(scope, wanted.getValue(), cost)) {
                String which = scope.replace(':', ' ');
                return new Grant.Denied(Reason.BUDGET_EXHAUSTED, "the budget of " + which + " is used up");
            }
        }
        return null;
    }

    private boolean takeStock(String offer, long count) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update offer set issued = issued + ? where code = ? and issued + ? <= stock")) {
            update.setLong(1, count);
            update.setString(2, offer);
            update.setLong(3, count);
            return update.executeUpdate() == 1;
        }
    }

    private boolean takeBudget(String scope, long reserve, long spend) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update budget set reserved_micros = reserved_micros + ?, spent_micros = spent_micros + ?
                where scope = ? and (limit_micros is null or reserved_micros + spent_micros + ? + ? <= limit_micros)
                """)) {
            update.setLong(1, reserve);
            update.setLong(2, spend);
            update.setString(3, scope);
            update.setLong(4, reserve);
            update.setLong(5, spend);
            return update.executeUpdate() == 1;
        }
    }

    private List<Grant> issue(List<Decision> sends) throws SQLException {
        List<Decision> withCoupon =
                sends.stream().filter(one -> intent(one).coupon() != null).toList();
        List<String> issued = new ArrayList<>();
        for (Decision one : withCoupon) {
            issued.add(codes.next(Objects.requireNonNull(intent(one).coupon())));
        }
        if (!withCoupon.isEmpty()) {
            insert(withCoupon, issued);
        }
        List<Grant> grants = new ArrayList<>();
        int next = 0;
        for (Decision send : sends) {
            grants.add(new Grant.Granted(intent(send).coupon() == null ? null : issued.get(next++)));
        }
        return grants;
    }

    private void insert(List<Decision> sends, List<String> issued) throws SQLException {
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

    /** Makes the rows of budgets that nobody has used yet. */
    private void openMonths(List<Decision> sends) throws SQLException {
        Set<String> months = new HashSet<>();
        sends.forEach(send -> months.add(month(send)));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into budget (scope, limit_micros) select s, ? from unnest(?::text[]) as t (s)
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
