package io.rekindle.bench;

import io.rekindle.postgres.Database;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that opens the database of a home, asks it one thing and ends: the least that a server has to do before it is ready. */
final class Connecting {

    private Connecting() {}

    public static void main(String[] arguments) {
        try (Database database = Database.open(Path.of(arguments[0]))) {
            JdbcClient.create(database.dataSource())
                    .sql("select 1")
                    .query(Integer.class)
                    .single();
        }
    }
}
