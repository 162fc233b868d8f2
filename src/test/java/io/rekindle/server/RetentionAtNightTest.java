package io.rekindle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(FreshDatabase.class)
class RetentionAtNightTest {

    private final JdbcClient sql;
    private final Installation installation;

    RetentionAtNightTest(DataSource database) {
        this.sql = JdbcClient.create(database);
        this.installation = Installation.open(database, Books.withLifecycle(Books.FOUR_STATES), Clock.systemUTC());
    }

    @Test
    void drops_what_is_older_than_the_settings_say_and_counts_it() {
        for (String parent : new String[] {"event", "decision"}) {
            sql.sql("select add_month(?, date '2020-01-01')")
                    .param(parent)
                    .query(Boolean.class)
                    .single();
        }
        try (Served served = Served.start(installation, "--rekindle.schedule.misfire=500ms")) {
            sql.sql("update qrtz_triggers set next_fire_time = ? where trigger_name = 'retention'")
                    .param(Instant.now().minus(Duration.ofHours(1)).toEpochMilli())
                    .update();

            await().untilAsserted(() -> assertThat(served.get("/metrics").body())
                    .contains("rekindle_retention_months_total{table=\"decision\"} 1.0"));

            assertThat(served.get("/metrics").body()).doesNotContain("retention_months_total{table=\"event\"}");
        }
        assertThat(sql.sql(
                                "select to_regclass('decision_2020_01') is null and to_regclass('event_2020_01') is not null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void nothing_starts_where_the_settings_make_no_sense() {
        assertThatThrownBy(() -> Served.start(installation, "--rekindle.events.retention=5d"))
                .rootCause()
                .hasMessage(
                        "rekindle.events.retention is a number of months such as 24mo, 3mo at least, or forever, not 5d");
    }
}
