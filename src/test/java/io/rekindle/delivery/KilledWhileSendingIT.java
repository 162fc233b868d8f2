package io.rekindle.delivery;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.postgres.FreshDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three kills; {@link KilledWhileSendingSoak} has twenty, in longer sends. */
@ExtendWith(FreshDatabase.class)
class KilledWhileSendingIT {

    private final HikariDataSource database;

    KilledWhileSendingIT(DataSource database) {
        this.database = (HikariDataSource) database;
    }

    @Test
    void loses_no_message_and_sends_none_twice() throws Exception {
        new KillRounds(database, 2_000, Long.getLong("rekindle.seed", System.nanoTime())).run(3);
    }
}
