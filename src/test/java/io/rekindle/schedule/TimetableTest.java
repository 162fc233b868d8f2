package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.Retention;
import io.rekindle.receipt.Postbox;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import io.rekindle.settings.DeliverySettings;
import io.rekindle.settings.ScheduleSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(FreshDatabase.class)
class TimetableTest {

    private static final String RECALL = "campaigns/dormant-recall.yaml";
    private static final String CHURN = "campaigns/churn-risk.yaml";

    private static final Postbox NO_MAIL = new Postbox(Optional.empty(), returned -> {});

    private final DataSource database;
    private final JdbcClient sql;
    private final List<Long> struck = new CopyOnWriteArrayList<>();
    private final AtomicInteger retained = new AtomicInteger();

    TimetableTest(DataSource database) {
        this.database = database;
        this.sql = JdbcClient.create(database);
    }

    @Test
    void has_a_time_for_each_scheduled_campaign_in_the_zone_of_the_book() {
        keep(Books.shipped(), () -> assertThat(crons())
                .containsExactlyInAnyOrder(
                        "first-order-coupon 0 0 10 * * ? Asia/Shanghai",
                        "churn-risk 0 30 9 * * ? Asia/Shanghai",
                        "dormant-recall 0 0 10 * * ? Asia/Shanghai",
                        "retention 0 30 3 * * ? Asia/Shanghai"));
    }

    @Test
    void follows_a_changed_rule_book_and_forgets_campaigns_that_are_gone() {
        keep(Books.shipped(), () -> {});
        Map<String, String> files = Books.shipped().files();
        RuleBook changed = Books.shippedBut(Map.of(
                RECALL,
                files.get(RECALL).replace("10:00", "11:15"),
                CHURN,
                files.get(CHURN).replace("every day at 09:30", "event product_viewed")));

        keep(changed, () -> assertThat(crons())
                .containsExactlyInAnyOrder(
                        "first-order-coupon 0 0 10 * * ? Asia/Shanghai",
                        "dormant-recall 0 15 11 * * ? Asia/Shanghai",
                        "retention 0 30 3 * * ? Asia/Shanghai"));
    }

    @Test
    void keeps_the_next_time_of_a_schedule_that_did_not_change() {
        keep(Books.shipped(), () -> {});
        long before = nextOf("dormant-recall");

        keep(Books.shipped(), () -> assertThat(nextOf("dormant-recall")).isEqualTo(before));
    }

    @Test
    void makes_up_once_for_a_strike_that_no_node_was_there_for() {
        keep(Books.shipped(), () -> {});
        sql.sql("update qrtz_triggers set next_fire_time = ? where trigger_name = 'dormant-recall'")
                .param(Instant.now().minus(Duration.ofHours(30)).toEpochMilli())
                .update();

        keep(Books.shipped(), () -> {
            await().until(() -> !struck.isEmpty());
            await().until(() -> nextOf("dormant-recall") > System.currentTimeMillis());
        });

        assertThat(struck).hasSize(1);
    }

    @Test
    void makes_up_once_for_nights_that_no_node_was_there_for() {
        keep(Books.shipped(), () -> {});
        sql.sql("update qrtz_triggers set next_fire_time = ? where trigger_name = 'retention'")
                .param(Instant.now().minus(Duration.ofHours(60)).toEpochMilli())
                .update();

        keep(Books.shipped(), () -> {
            await().until(() -> retained.get() > 0);
            await().until(() -> nextOf("retention") > System.currentTimeMillis());
        });

        assertThat(retained).hasValue(1);
    }

    @Test
    void a_strike_runs_on_one_node_even_if_two_are_told_to_run_it() {
        Installation installation = Installation.open(database, Books.shipped(), Clock.systemUTC());
        Trigger.Schedule ten = new Trigger.Schedule(Trigger.Schedule.Cadence.DAILY, 0, LocalTime.of(10, 0));
        Instant strike = Instant.parse("2026-11-20T02:00:00Z");
        try (Evaluators evaluators = new Evaluators(installation::release, 1)) {
            for (String node : List.of("one", "other")) {
                DispatchLoop nothing = new DispatchLoop(
                        installation,
                        new DeliverySettings(Map.of(), Map.of(), 1, Duration.ofMinutes(1), Duration.ofSeconds(1)),
                        node,
                        Map.of(),
                        Links.SAMPLES);
                Retention forEver = new Retention(database, null, null, deleted -> {});
                Sweeper sweeper = new Sweeper(installation, evaluators, new LiveRelease(installation), report -> {});
                new NodeWork(installation, sweeper, nothing, NO_MAIL, node, Duration.ofDays(3), forEver)
                        .campaign(
                                "dormant-recall", ten, strike.plusMillis(1_500).toEpochMilli());
            }
        }

        assertThat(sql.sql("select node from scheduled_run where job = 'campaign/dormant-recall' and scheduled_at = ?")
                        .param(java.sql.Timestamp.from(strike))
                        .query(String.class)
                        .list())
                .containsExactly("one");
    }

    @Test
    void knows_the_last_strike_of_every_cadence() {
        assertThat(List.of(
                        lastStrike(Trigger.Schedule.Cadence.DAILY, 0),
                        lastStrike(Trigger.Schedule.Cadence.WEEKLY, 7),
                        lastStrike(Trigger.Schedule.Cadence.MONTHLY, 28)))
                .containsExactly("2026-11-21T02:00:00Z", "2026-11-15T02:00:00Z", "2026-10-28T02:00:00Z");
    }

    @Test
    void writes_sunday_as_the_calendar_does() {
        assertThat(Cron.of(new Trigger.Schedule(Trigger.Schedule.Cadence.WEEKLY, 7, LocalTime.of(10, 0))))
                .isEqualTo("0 0 10 ? * 1");
    }

    /** Before the evening of a Saturday in Shanghai. */
    private static String lastStrike(Trigger.Schedule.Cadence cadence, int day) {
        Trigger.Schedule schedule = new Trigger.Schedule(cadence, day, LocalTime.of(10, 0));
        long saturday = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
        return Instant.ofEpochMilli(Cron.strikeAtOrBefore(schedule, ZoneId.of("Asia/Shanghai"), saturday))
                .toString();
    }

    private void keep(RuleBook book, Runnable meanwhile) {
        Work work = new Work() {
            @Override
            public void sweep(long firedAt) {}

            @Override
            public void campaign(String campaign, Trigger.Schedule schedule, long firedAt) {
                struck.add(firedAt);
            }

            @Override
            public void recover() {}

            @Override
            public void expire() {}

            @Override
            public void retain() {
                retained.incrementAndGet();
            }

            @Override
            public void returns() {}

            @Override
            public void inquire() {}
        };
        try (Timetable timetable = Timetable.open(database, "node", () -> book, ScheduleSettings.DEFAULT, work)) {
            timetable.start();
            meanwhile.run();
        }
    }

    private List<String> crons() {
        return sql.sql("select trigger_name || ' ' || cron_expression || ' ' || time_zone_id from qrtz_cron_triggers")
                .query(String.class)
                .list();
    }

    private long nextOf(String campaign) {
        return sql.sql("select next_fire_time from qrtz_triggers where trigger_name = ?")
                .param(campaign)
                .query(Long.class)
                .single();
    }
}
