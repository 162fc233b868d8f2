package io.rekindle.postgres;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Intent;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.delivery.MessagePrices;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.sweep.BatchCollidedException;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.Swept;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A batch of customers in one transaction. Everything is written by column, in one statement a table.
 *
 * <p>Where rows are looked up by a column, it stands in a {@code select} of its own, so that the planner does not see how long it
 * is: for a thousand rows it would rather read the whole table, and each batch would then cost what the base is large.
 */
final class PostgresBatch implements DueCustomers.Batch {

    private final Connection connection;
    private final RuleBook book;
    private final long activation;
    private final List<DueCustomer> customers;
    private final PostgresReservations reservations;
    private final MessagePrices prices;
    private final Map<String, String> languages;

    /**
     * @param activation under which they are evaluated
     */
    PostgresBatch(Connection connection, MessagePrices prices, long activation, List<DueCustomer> customers) {
        this.connection = connection;
        this.book = prices.book();
        this.prices = prices;
        this.activation = activation;
        this.customers = customers;
        this.languages = customers.stream()
                .collect(Collectors.toMap(
                        one -> one.profile().id().value(), one -> one.profile().language()));
        Map<String, Long> numbers = customers.stream()
                .collect(Collectors.toMap(one -> one.profile().id().value(), DueCustomer::row));
        this.reservations = new PostgresReservations(connection, book.policy(), numbers, this::price);
    }

    @Override
    public List<DueCustomer> customers() {
        return customers;
    }

    @Override
    public List<Grant> reserve(List<Decision> sends) {
        return reservations.reserve(sends);
    }

    @Override
    public void write(List<Swept> swept) {
        try {
            writeDue(swept);
            writeHistories(swept.stream().filter(one -> !one.events().isEmpty()).toList());
            List<EventRows.Row> events = swept.stream()
                    .flatMap(one -> one.events().stream()
                            .map(event -> new EventRows.Row(one.customer().row(), event)))
                    .toList();
            if (!events.isEmpty()) {
                EventRows.insert(connection, events);
                writeEntries(of(events, EventNames.CAMPAIGN_ENTERED));
                writeExits(of(events, EventNames.CAMPAIGN_EXITED));
            }
            DecisionRows.insert(connection, swept, book, this::price);
            connection.commit();
        } catch (SQLException failure) {
            throw failed("writing a sweep", failure);
        }
    }

    /** What is set aside for the message: what it costs at its longest, in the language that the customer reads. */
    private long price(Decision send) {
        Intent intent = PostgresReservations.intent(send);
        String language = languages.getOrDefault(send.customer().value(), "");
        return prices.atMost(intent.template(), intent.channel(), language);
    }

    static RuntimeException failed(String doing, SQLException failure) {
        return Transaction.isCollision(failure)
                ? new BatchCollidedException(failure)
                : new StoreException(doing, failure);
    }

    private static List<EventRows.Row> of(List<EventRows.Row> events, String key) {
        return events.stream().filter(row -> row.event().key().equals(key)).toList();
    }

    private void writeDue(List<Swept> swept) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update due set due_at = instant(n), evaluated_at = instant(e),
                       changed_from = case when failed then least(changed_from, due_at) end,
                       lifecycle = case when failed then lifecycle else l end,
                       failures = case when failed then failures + 1 else 0 end,
                       activation = case when failed then activation else ? end
                from unnest((select ?::bigint[]), (select ?::bigint[]), (select ?::bigint[]), (select ?::text[]),
                            (select ?::boolean[])) as t (c, n, e, l, failed)
                where customer_id = c
                """)) {
            update.setLong(1, activation);
            update.setArray(
                    2, Rows.numbers(connection, swept, one -> one.customer().row()));
            update.setArray(3, Rows.instants(connection, swept, Swept::next));
            update.setArray(4, Rows.instants(connection, swept, Swept::evaluatedAt));
            update.setArray(5, Rows.texts(connection, swept, one -> {
                LifecycleState state = one.lifecycle();
                return state == null ? null : state.key();
            }));
            update.setArray(6, Rows.flags(connection, swept, Swept::failed));
            update.executeUpdate();
        }
    }

    private void writeHistories(List<Swept> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update facts set history = h from unnest((select ?::bigint[]), (select ?::bytea[])) as t (c, h)
                where customer_id = c
                """)) {
            update.setArray(
                    1, Rows.numbers(connection, changed, one -> one.customer().row()));
            update.setArray(
                    2, Rows.bytes(connection, changed, one -> one.history().toBytes()));
            update.executeUpdate();
        }
    }

    private void writeEntries(List<EventRows.Row> entered) throws SQLException {
        if (entered.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into entry (id, customer_id, campaign, variant, holdout, occasion, entered_at)
                select i::uuid, c, g, v, h, instant(o), instant(e)
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::boolean[], ?::bigint[], ?::bigint[])
                    as t (i, c, g, v, h, o, e)
                on conflict (id) do nothing
                """)) {
            insert.setArray(
                    1, Rows.texts(connection, entered, row -> row.event().text("entry")));
            insert.setArray(2, Rows.numbers(connection, entered, EventRows.Row::customer));
            insert.setArray(
                    3, Rows.texts(connection, entered, row -> row.event().text("campaign")));
            insert.setArray(
                    4, Rows.texts(connection, entered, row -> row.event().text("variant")));
            insert.setArray(5, Rows.flags(connection, entered, row -> holdout(row.event())));
            insert.setArray(6, Rows.numbers(connection, entered, row -> occasion(row.event())));
            insert.setArray(7, Rows.numbers(connection, entered, row -> at(row.event())));
            insert.executeUpdate();
        }
    }

    private static boolean holdout(Event event) {
        return Boolean.parseBoolean(String.valueOf(event.text("holdout")));
    }

    private static long occasion(Event event) {
        return Long.parseLong(String.valueOf(event.text("occasion")));
    }

    private static long at(Event event) {
        return event.occurredAt().toEpochMilli();
    }

    private void writeExits(List<EventRows.Row> exited) throws SQLException {
        if (exited.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update entry set ended_at = instant(e), end_reason = r
                from unnest((select ?::text[]), (select ?::bigint[]), (select ?::text[])) as t (i, e, r)
                where id = i::uuid and ended_at is null
                """)) {
            update.setArray(1, Rows.texts(connection, exited, row -> row.event().text("entry")));
            update.setArray(2, Rows.numbers(connection, exited, row -> at(row.event())));
            update.setArray(3, Rows.texts(connection, exited, row -> row.event().text("reason")));
            update.executeUpdate();
        }
    }

    @Override
    public void close() {
        Transaction.end(connection, "ending a sweep's transaction");
    }

    /** Whether the decision makes a touchpoint. */
    static boolean sends(Decision settled) {
        return settled.outcome() == Outcome.SEND;
    }
}
