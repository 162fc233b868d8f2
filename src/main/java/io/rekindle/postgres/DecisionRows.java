package io.rekindle.postgres;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.sweep.Decided;
import io.rekindle.engine.sweep.Swept;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Decisions and the touchpoints they make, as rows: each written once, by its derived id. Only a refusal to enter gives
 * way, where late events came to something else.
 */
final class DecisionRows {

    private DecisionRows() {}

    private record Row(Swept swept, Decided decided, Decision settled) {

        long customer() {
            return swept.customer().row();
        }
    }

    private record Send(long customer, Touchpoint touchpoint, boolean urgent) {}

    static void insert(Connection connection, List<Swept> swept, RuleBook book, ToLongFunction<Decision> price)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        List<Send> sends = new ArrayList<>();
        for (Swept one : swept) {
            for (Decided decided : one.decisions()) {
                Decision settled = decided.settled();
                rows.add(new Row(one, decided, settled));
                if (PostgresBatch.sends(settled)) {
                    String code = decided.grant() instanceof Grant.Granted granted ? granted.code() : null;
                    String language = one.customer().profile().language();
                    sends.add(new Send(
                            one.customer().row(),
                            Touchpoint.of(settled, language, code, price.applyAsLong(settled)),
                            book.isUrgent(settled.campaign())));
                }
            }
        }
        if (!rows.isEmpty()) {
            decisions(connection, rows);
        }
        if (!sends.isEmpty()) {
            touchpoints(connection, sends);
        }
    }

    private static void decisions(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into decision (id, customer_id, campaign, entry, step, at, release, outcome, reason, detail,
                                      body, since, profile, history, occasion)
                select i::uuid, c, g, e::uuid, s, instant(a), r, o, w, d, b, instant(f), p::jsonb, h, instant(oc)
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::bigint[])
                    as t (i, c, g, e, s, a, r, o, w, d, b, f, p, h, oc)
                on conflict (id, occasion) do update set
                    at = excluded.at, release = excluded.release, outcome = excluded.outcome, reason = excluded.reason,
                    detail = excluded.detail, body = excluded.body, since = excluded.since, profile = excluded.profile,
                    history = excluded.history
                where decision.step = '' and decision.outcome = 'refused'
                  and decision.reason is distinct from excluded.reason
                """)) {
            insert.setArray(1, Rows.texts(connection, rows, row -> row.settled().id()));
            insert.setArray(2, Rows.numbers(connection, rows, Row::customer));
            insert.setArray(3, Rows.texts(connection, rows, row -> row.settled().campaign()));
            insert.setArray(4, Rows.texts(connection, rows, row -> row.settled().entry()));
            insert.setArray(5, Rows.texts(connection, rows, row -> row.settled().step()));
            insert.setArray(
                    6, Rows.numbers(connection, rows, row -> row.settled().at()));
            insert.setArray(7, Rows.texts(connection, rows, row -> row.settled().release()));
            insert.setArray(
                    8,
                    Rows.texts(connection, rows, row -> row.settled().outcome().key()));
            insert.setArray(9, Rows.texts(connection, rows, row -> {
                Reason reason = row.settled().reason();
                return reason == null ? null : reason.key();
            }));
            insert.setArray(
                    10, Rows.texts(connection, rows, row -> row.settled().detail()));
            insert.setArray(
                    11,
                    Rows.texts(
                            connection,
                            rows,
                            row -> new String(row.decided().decision().toBytes(), StandardCharsets.UTF_8)));
            insert.setArray(
                    12, Rows.numbers(connection, rows, row -> row.decided().since()));
            insert.setArray(13, Rows.texts(connection, rows, row -> profile(row.swept())));
            insert.setArray(
                    14,
                    Rows.bytes(connection, rows, row -> row.decided().facts().toBytes()));
            insert.setArray(
                    15, Rows.numbers(connection, rows, row -> row.settled().occasion()));
            insert.executeUpdate();
        }
    }

    /** What evaluate() was told of the customer, for the replay. */
    private static String profile(Swept swept) {
        var profile = swept.customer().profile();
        Map<String, Object> map = new TreeMap<>();
        map.put("zone", profile.zone().getId());
        map.put("language", profile.language());
        map.put(
                "reachable",
                profile.reachable().stream().map(Object::toString).sorted().toList());
        return EventRows.json(map);
    }

    private static void touchpoints(Connection connection, List<Send> sends) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into touchpoint (id, customer_id, campaign, entry, step, channel, template, language, coupon,
                                        send_at, too_old_at, cost_micros, urgent)
                select i::uuid, c, g, e::uuid, s, ch, te, l, co, instant(sa), instant(ta), cm, u
                from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[])
                    as t (i, c, g, e, s, ch, te, l, co, sa, ta, cm, u)
                on conflict (id) do nothing
                """)) {
            insert.setArray(
                    1, Rows.texts(connection, sends, row -> row.touchpoint().id()));
            insert.setArray(2, Rows.numbers(connection, sends, Send::customer));
            insert.setArray(
                    3, Rows.texts(connection, sends, row -> row.touchpoint().campaign()));
            insert.setArray(
                    4, Rows.texts(connection, sends, row -> row.touchpoint().entry()));
            insert.setArray(
                    5, Rows.texts(connection, sends, row -> row.touchpoint().step()));
            insert.setArray(6, Rows.texts(connection, sends, row -> row.touchpoint()
                    .channel()
                    .value()));
            insert.setArray(
                    7, Rows.texts(connection, sends, row -> row.touchpoint().template()));
            insert.setArray(
                    8, Rows.texts(connection, sends, row -> row.touchpoint().language()));
            insert.setArray(
                    9, Rows.texts(connection, sends, row -> row.touchpoint().coupon()));
            insert.setArray(
                    10, Rows.numbers(connection, sends, row -> row.touchpoint().sendAt()));
            insert.setArray(
                    11, Rows.numbers(connection, sends, row -> row.touchpoint().tooOldAt()));
            insert.setArray(
                    12, Rows.numbers(connection, sends, row -> row.touchpoint().costMicros()));
            insert.setArray(13, Rows.flags(connection, sends, Send::urgent));
            insert.executeUpdate();
        }
    }
}
