package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class FreshDatabaseTest {

    private final DataSource database;

    FreshDatabaseTest(DataSource database) {
        this.database = database;
    }

    @Test
    void is_migrated() throws SQLException {
        assertThat(Sql.text(database, "select count(*) from flyway_schema_history where success"))
                .isNotEqualTo("0");
    }

    @Test
    void speaks_a_time_zone_that_is_not_utc() throws SQLException {
        assertThat(Sql.text(database, "show timezone")).isEqualTo("America/St_Johns");
    }

    @Test
    void sorts_text_alike_on_every_machine() throws SQLException {
        assertThat(
                        Sql.text(
                                database,
                                "select concat_ws(' ', datlocprovider, datlocale) from pg_database where datname = current_database()"))
                .isEqualTo("b C.UTF-8");
    }

    @Nested
    class InANestedClass {

        @Test
        void is_the_same(DataSource nested) {
            assertThat(nested).isSameAs(database);
        }
    }
}
