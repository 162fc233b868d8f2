package io.rekindle.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.demo.Demo;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.ToldInChinese;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresCustomers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A small invented shop, replayed for eighteen months under the rule book that ships. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayedShopTest {

    private Installation installation;
    private JdbcClient sql;
    private long end;

    @BeforeAll
    void replay(DataSource database, @TempDir Path folder) {
        installation = Installation.open(database, Books.shipped(), Clock.systemUTC());
        sql = JdbcClient.create(database);
        Demo.Result result = Demo.invented(installation, folder, 150, new Demo.Watcher() {
            @Override
            public void begins(String part, long steps) {}

            @Override
            public void reached(long steps) {}
        });
        end = DayByDay.endOf(result.to(), installation.policy().zone());
    }

    @Test
    void sends_messages_of_all_six_campaigns() {
        assertThat(sql.sql("select distinct campaign from touchpoint where state = 'accepted'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        "welcome",
                        "first-order-coupon",
                        "cross-sell-7d",
                        "dormant-recall",
                        "churn-risk",
                        "cart-abandoned");
    }

    @Test
    void creates_nothing_when_swept_again() {
        try (Evaluator evaluator = installation.evaluator()) {
            assertThat(installation.sweep().run(evaluator, end).customers()).isZero();
        }
    }

    @Test
    void shows_no_difference_to_an_audit_of_everybody() {
        List<String> different = new ArrayList<>();
        try (Evaluator evaluator = installation.evaluator()) {
            customers().forEach(known -> {
                Evaluation evaluation = evaluator.evaluate(known.profile(), known.history(), end, end);
                String state = evaluation.lifecycle() == null
                        ? ""
                        : evaluation.lifecycle().key();
                if (evaluation.changes() || !state.equals(known.lifecycle())) {
                    different.add(known.profile().id() + " " + known.lifecycle() + " " + evaluation);
                }
            });
        }
        assertThat(different).isEmpty();
    }

    @Test
    void has_the_same_facts_as_its_stored_events_folded_anew_in_any_order() {
        Map<String, History> anew = new HashMap<>();
        sql.sql("""
                select c.ref, e.message_id, e.name, millis(e.occurred_at) as at, e.properties::text as properties
                from event e join customer c on c.id = e.customer_id order by md5(e.message_id)
                """)
                .query((row, number) -> {
                    Event event = new Event(
                            row.getString("message_id"),
                            new CustomerId(row.getString("ref")),
                            row.getString("name"),
                            Instant.ofEpochMilli(row.getLong("at")),
                            properties(row.getString("properties")));
                    Fold.apply(anew.computeIfAbsent(row.getString("ref"), ref -> new History()), event);
                    return number;
                })
                .list();

        List<String> different = new ArrayList<>();
        customers().forEach(known -> {
            String ref = known.profile().id().value();
            if (!known.history().equals(anew.get(ref))) {
                different.add(ref);
            }
        });
        assertThat(anew).hasSizeGreaterThan(100);
        assertThat(different).isEmpty();
    }

    @Test
    void never_touches_a_customer_more_often_than_the_caps_allow() {
        assertThat(sql.sql("""
                select count(*) from touchpoint a where state = 'accepted' and 3 < (
                    select count(*) from touchpoint b where b.customer_id = a.customer_id and b.state = 'accepted'
                    and b.send_at <= a.send_at and b.send_at > a.send_at - interval '7 days')
                """).query(Long.class).single()).isZero();
    }

    @Test
    void lets_people_into_a_daily_campaign_at_its_hour_of_their_clock() {
        assertThat(sql.sql("""
                select distinct (e.entered_at at time zone coalesce(c.zone, 'Asia/Shanghai'))::time::text
                from entry e join customer c on c.id = e.customer_id where campaign = 'dormant-recall'
                """).query(String.class).list()).containsExactly("10:00:00");
    }

    @Test
    void sends_nothing_in_the_customers_quiet_hours() {
        assertThat(sql.sql("""
                select count(*) from touchpoint t join customer c on c.id = t.customer_id
                where t.state = 'accepted'
                  and extract(hour from t.send_at at time zone coalesce(c.zone, 'Asia/Shanghai')) not between 8 and 21
                """).query(Long.class).single()).isZero();
    }

    @Test
    void sends_nobody_of_a_holdout_anything() {
        assertThat(sql.sql("""
                select count(*) from touchpoint t join entry e on e.id = t.entry where e.holdout
                """).query(Long.class).single()).isZero();
        assertThat(sql.sql("select count(*) from entry where holdout")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void keeps_its_books_of_coupons_and_budgets() {
        assertThat(sql.sql("""
                select count(*) from offer o where issued <> (
                    select count(*) from coupon k where k.offer = o.code and (freed_at is null or freed_at = expires_at))
                """).query(Long.class).single()).isZero();
        assertThat(sql.sql("""
                select count(*) from budget b where scope like 'campaign:%' and reserved_micros <> (
                    select coalesce(sum(liability_micros), 0) from coupon k
                    where 'campaign:' || campaign = b.scope and redeemed_at is null and freed_at is null)
                """).query(Long.class).single()).isZero();
        assertThat(sql.sql("select count(*) from coupon where redeemed_at is not null")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void decides_everything_again_from_what_was_stored_with_the_same_bytes() {
        List<String> different = new ArrayList<>();
        int[] decisions = {0};
        try (Evaluator evaluator = installation.evaluator()) {
            sql.sql("""
                    select d.id::text as id, c.ref, d.body, d.profile::text as profile, d.history, d.release,
                           millis(d.since) as since, millis(d.at) as at
                    from decision d join customer c on c.id = d.customer_id
                    """)
                    .query(row -> {
                        decisions[0]++;
                        Profile profile = profile(row.getString("ref"), properties(row.getString("profile")));
                        History history = History.fromBytes(row.getBytes("history"));
                        String id = row.getString("id");
                        boolean same = evaluator
                                .evaluate(profile, history, row.getLong("since"), row.getLong("at"))
                                .decisions()
                                .stream()
                                .filter(again -> again.id().equals(id))
                                .anyMatch(again -> again.release().equals(row(row, "release"))
                                        && new String(again.toBytes(), StandardCharsets.UTF_8)
                                                .equals(row(row, "body")));
                        if (!same) {
                            different.add(id);
                        }
                    });
        }
        assertThat(decisions[0]).isGreaterThan(500);
        assertThat(different).isEmpty();
    }

    @Test
    void can_tell_in_chinese_whatever_was_seen_and_decided() {
        List<String> told = sql.sql("""
                select distinct text from (
                    select detail from decision union all select detail from touchpoint
                    union all select end_reason from entry
                    union all select jsonb_path_query(body::jsonb, '$.**.gates[*].detail') #>> '{}' from decision) as t (text)
                where text <> ''
                """).query(String.class).list();
        ToldInChinese chinese =
                new ToldInChinese(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
        String rules = String.join("\n", installation.release().book().files().values());

        assertThat(told).hasSizeGreaterThan(20).allSatisfy(text -> assertThat(
                        chinese.of(text).isPresent() || rules.contains(text))
                .as(text)
                .isTrue());
        assertThat(sql.sql("select distinct jsonb_path_query(body::jsonb, '$.**.seen') #>> '{}' from decision")
                        .query(String.class)
                        .list())
                .hasSizeGreaterThan(100)
                .allSatisfy(seen -> assertThat(chinese.seen(seen)).as(seen).isPresent());
    }

    private static String row(ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Profile profile(String ref, Map<String, Object> stored) {
        Set<ChannelName> reachable = ((List<?>) Objects.requireNonNull(stored.get("reachable")))
                .stream().map(channel -> new ChannelName((String) channel)).collect(Collectors.toSet());
        return new Profile(
                new CustomerId(ref),
                ZoneId.of(String.valueOf(stored.get("zone"))),
                String.valueOf(stored.get("language")),
                reachable);
    }

    private PostgresCustomers customers() {
        return new PostgresCustomers(installation.dataSource(), installation::policy);
    }

    @SuppressWarnings("unchecked")
    private static SortedMap<String, Object> properties(String json) {
        return new TreeMap<String, Object>(new JsonMapper().readValue(json, Map.class));
    }
}
