package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.postgres.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A trigger of the database notes for each writing statement whether its commit will wait for the disk. */
@ExtendWith(FreshDatabase.class)
class WhatWaitsForTheDiskTest {

    private final SmallShop shop;

    WhatWaitsForTheDiskTest(DataSource database) {
        this.shop = new SmallShop(new Waiting(database), SmallShop.CART);
    }

    /** As a server does that is not one of tests. */
    private static final class Waiting extends DelegatingDataSource {
        Waiting(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            try (Statement set = connection.createStatement()) {
                set.execute("set synchronous_commit = on");
            }
            return connection;
        }
    }

    @Test
    void what_is_answered_for_and_what_leaves_waits_and_what_is_decided_again_alike_does_not() {
        shop.customer("ann", null);
        shop.sql().sql("create table noted (what text, waits text)").update();
        shop.sql().sql("""
                        create function note() returns trigger language plpgsql as $$
                        begin
                            insert into noted values (lower(tg_op) || ' ' || tg_table_name, current_setting('synchronous_commit'));
                            return null;
                        end $$
                        """).update();
        for (String table : List.of("event", "due", "touchpoint", "decision")) {
            shop.sql()
                    .sql("create trigger note after insert or update on " + table + " execute function note()")
                    .update();
        }

        shop.happens("ann", "User Registered", "2026-03-01T12:00:00Z");
        shop.happens("ann", "Cart Abandoned", "2026-03-02T12:00:00Z");
        assertThat(noted()).containsEntry("insert event", "on").containsEntry("update due", "on");
        shop.sweep("2026-03-02T12:00:00Z");
        assertThat(noted())
                .containsKeys("update due", "insert event", "insert decision", "insert touchpoint")
                .doesNotContainValue("on");
        assertThat(shop.dispatch("2026-03-02T12:00:00Z")).isEqualTo(1);
        assertThat(noted()).containsEntry("update touchpoint", "on").doesNotContainValue("off");
    }

    /** What was written since this was last asked, and the least that its commit waited for. */
    private Map<String, String> noted() {
        Map<String, String> noted = shop.pairs("select what, min(waits) from noted group by 1");
        shop.sql().sql("delete from noted").update();
        return noted;
    }
}
