package io.rekindle.delivery;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.postgres.FreshDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Twenty kills, each in a send of 10,000 messages: {@code ./mvnw -Psoak test}. With {@code -Drekindle.seed=N} the moments of
 * another run again, as nearly as moments can be.
 */
@ExtendWith(FreshDatabase.class)
class KilledWhileSendingSoak {

    private final HikariDataSource database;

    KilledWhileSendingSoak(DataSource database) {
        this.database = (HikariDataSource) database;
    }

    @Test
    void loses_no_message_and_sends_none_twice_in_twenty_kills() throws Exception {
        int rounds = Integer.getInteger("rekindle.kills", 20);
        new KillRounds(database, 10_000, Long.getLong("rekindle.seed", System.nanoTime())).run(rounds);
    }
}
