package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {

    private static final String MIGRATED = "select count(*) > 0 from flyway_schema_history where success";

    @TempDir
    private static Path home;

    @Test
    void is_embedded_in_its_home_unless_the_environment_names_another() throws Exception {
        try (var database = Database.open(home, Map.of())) {
            assertThat(Sql.text(database.dataSource(), MIGRATED)).isEqualTo("t");
            assertThat(home.resolve("postgres/data")).isDirectory();
        }
    }

    @Test
    void is_migrated_again_only_when_the_migrations_have_changed() throws Exception {
        var remembered = "select obj_description('flyway_schema_history'::regclass)";
        try (var database = Database.open(home, Map.of())) {
            assertThat(Sql.text(database.dataSource(), remembered)).isEqualTo(Migrations.fingerprint());
            execute(database, "comment on table flyway_schema_history is 'those of another version'");
        }
        try (var database = Database.open(home, Map.of())) {
            assertThat(Sql.text(database.dataSource(), remembered)).isEqualTo(Migrations.fingerprint());
            execute(database, "alter table flyway_schema_history rename to unread");
            execute(database, "create view flyway_schema_history as select 1 / 0 as unreadable");
            execute(database, "comment on view flyway_schema_history is '" + Migrations.fingerprint() + "'");
        }
        try (var database = Database.open(home, Map.of())) {
            execute(database, "drop view flyway_schema_history");
            execute(database, "alter table unread rename to flyway_schema_history");
        }
    }

    @Test
    void is_the_server_that_the_environment_names() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home)) {
            var elsewhere = home.resolve("elsewhere");
            var environment = Map.of(
                    "REKINDLE_DB_URL", postgres.url(),
                    "REKINDLE_DB_USER", postgres.user(),
                    "REKINDLE_DB_PASSWORD", postgres.password());
            try (var database = Database.open(elsewhere, environment)) {
                assertThat(Sql.text(database.dataSource(), MIGRATED)).isEqualTo("t");
            }
            var inOne = postgres.url() + "?user=" + postgres.user() + "&password=" + postgres.password();
            try (var database = Database.open(elsewhere, Map.of("REKINDLE_DB_URL", inOne))) {
                assertThat(Sql.text(database.dataSource(), MIGRATED)).isEqualTo("t");
            }
            var file = Files.writeString(home.resolve("secret"), postgres.password() + "\n");
            var withFile = Map.of(
                    "REKINDLE_DB_URL", postgres.url(),
                    "REKINDLE_DB_USER", postgres.user(),
                    "REKINDLE_DB_PASSWORD_FILE", file.toString());
            try (var database = Database.open(elsewhere, withFile)) {
                assertThat(Sql.text(database.dataSource(), MIGRATED)).isEqualTo("t");
            }
            assertThat(elsewhere).doesNotExist();
        }
    }

    @Test
    void an_address_of_another_kind_is_refused() {
        assertThatThrownBy(() -> Database.open(home, Map.of("REKINDLE_DB_URL", "mysql://somewhere")))
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContaining("jdbc:postgresql://");
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
