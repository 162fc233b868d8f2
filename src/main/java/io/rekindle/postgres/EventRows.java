package io.rekindle.postgres;

import io.rekindle.engine.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Events as rows: written in one statement, each message id once. */
final class EventRows {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private EventRows() {}

    /** An event with the store's number of its customer. */
    record Row(long customer, Event event) {}

    /**
     * Stores the events whose message ids were never stored, of two with one id the first; returns their message ids. That an id was
     * stored stands in a table of its own, which outlives the event's month.
     */
    static Set<String> insert(Connection connection, List<Row> given) throws SQLException {
        Map<String, Row> byId = new LinkedHashMap<>();
        given.forEach(row -> byId.putIfAbsent(row.event().messageId(), row));
        List<Row> rows = List.copyOf(byId.values());
        Set<String> stored = new HashSet<>();
        // "is true" keeps the planner from joining: a plan made for any number of rows expects ten, and would go
        // through
        // all of a thousand for each.
        try (PreparedStatement insert = connection.prepareStatement("""
                with given as materialized (
                    select event_key(m) as k, m, c, n, o, p
                    from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[]) as e (m, c, n, o, p)),
                fresh as (insert into event_id (id) select k from given on conflict (id) do nothing returning id)
                insert into event (message_id, customer_id, name, occurred_at, properties)
                select m, c, n, instant(o), p::jsonb from given where (k in (select id from fresh)) is true
                returning message_id
                """)) {
            insert.setArray(1, Rows.texts(connection, rows, row -> row.event().messageId()));
            insert.setArray(2, Rows.numbers(connection, rows, Row::customer));
            insert.setArray(3, Rows.texts(connection, rows, row -> row.event().name()));
            insert.setArray(4, Rows.numbers(connection, rows, row -> row.event()
                    .occurredAt()
                    .toEpochMilli()));
            insert.setArray(
                    5, Rows.texts(connection, rows, row -> json(row.event().properties())));
            try (ResultSet ids = insert.executeQuery()) {
                while (ids.next()) {
                    stored.add(ids.getString(1));
                }
            }
        }
        return stored;
    }

    static String json(Map<String, ?> properties) {
        return JSON.writeValueAsString(properties);
    }
}
