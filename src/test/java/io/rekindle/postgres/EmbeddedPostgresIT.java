package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, real kills: what a home's PostgreSQL goes through in its life. */
class EmbeddedPostgresIT {

    private static final String CREATE_NOTE = "drop table if exists note; create table note as select 'kept' as word";

    /** One home for most situations: each leaves it without a server, and making one takes seconds. */
    @TempDir
    private static Path home;

    @AfterEach
    void leaves_no_server_behind() {
        await().until(() -> server() == 0);
    }

    @Test
    void keeps_what_was_written_over_a_restart() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home)) {
            execute(postgres, CREATE_NOTE);
            assertThat(Sql.text(postgres, "show fsync")).isEqualTo("on");
            assertThat(Sql.text(postgres, "show synchronous_commit")).isEqualTo("on");
        }
        assertThat(server()).isZero();

        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(note(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void asks_for_the_password_that_only_the_owner_can_read() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThat(Sql.text(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres/password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void stops_after_its_only_user_was_killed_and_keeps_the_data() throws Exception {
        var user = OtherProcess.on(home).ready().sql(CREATE_NOTE);
        assertThat(server()).isNotZero();

        user.kill();

        await().until(() -> server() == 0);
        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(note(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void joins_a_server_whose_user_and_watchdog_were_killed() throws Exception {
        var user = OtherProcess.on(home).ready().sql(CREATE_NOTE);
        var watchdogs = ProcessHandle.of(user.pid()).orElseThrow().descendants().toList();
        assertThat(watchdogs).isNotEmpty();
        watchdogs.forEach(ProcessHandle::destroyForcibly);
        user.kill();
        long orphan = server();
        assertThat(orphan).isNotZero();

        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(server()).isEqualTo(orphan);
            assertThat(note(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void starts_again_after_user_and_server_were_killed_at_once() throws Exception {
        var user = OtherProcess.on(home).ready().sql(CREATE_NOTE);
        var server = ProcessHandle.of(server()).orElseThrow();
        server.destroyForcibly();
        user.kill();

        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(server()).isNotEqualTo(server.pid());
            assertThat(note(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void starts_although_the_pid_in_a_stale_file_belongs_to_a_stranger() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home)) {
            execute(postgres, CREATE_NOTE);
            Files.copy(
                    data(home).resolve("postmaster.pid"), home.resolve("stale"), StandardCopyOption.REPLACE_EXISTING);
        }
        var stale = Files.readAllLines(home.resolve("stale"));
        stale.set(0, String.valueOf(ProcessHandle.current().pid()));
        Files.write(data(home).resolve("postmaster.pid"), stale);

        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(note(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void starts_although_the_process_of_a_stale_file_is_gone() throws Exception {
        try (var postgres = EmbeddedPostgres.open(home)) {
            execute(postgres, CREATE_NOTE);
            Files.copy(
                    data(home).resolve("postmaster.pid"), home.resolve("stale"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(home.resolve("stale"), data(home).resolve("postmaster.pid"));

        try (var postgres = EmbeddedPostgres.open(home)) {
            assertThat(note(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void serves_two_processes_that_make_it_at_once_until_the_last_has_left(@TempDir Path home) throws Exception {
        try (var first = OtherProcess.on(home);
                var second = OtherProcess.on(home)) {
            first.ready().sql(CREATE_NOTE);
            second.ready();
            long shared = server(home);

            first.close();

            second.sql("update note set word = 'kept and changed'");
            assertThat(server(home)).isEqualTo(shared);

            try (var third = EmbeddedPostgres.open(home)) {
                second.kill();
                await().until(() -> registered(home) == 1);
                assertThat(note(third)).isEqualTo("kept and changed");
                assertThat(server(home)).isEqualTo(shared);
            }
        }
        assertThat(server(home)).isZero();
    }

    @Test
    void a_lost_password_is_told_in_a_sentence() throws Exception {
        EmbeddedPostgres.open(home).close();
        Files.move(home.resolve("postgres/password"), home.resolve("password"));

        assertThatThrownBy(() -> EmbeddedPostgres.open(home))
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContaining("password of the database is missing");
        Files.move(home.resolve("password"), home.resolve("postgres/password"));
    }

    private static long server() {
        return server(home);
    }

    private static long server(Path home) {
        return Postmaster.of(data(home))
                .filter(Postmaster::isRunning)
                .map(Postmaster::pid)
                .orElse(0L);
    }

    private static Path data(Path home) {
        try {
            return home.toRealPath().resolve("postgres/data");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long registered(Path home) throws IOException {
        try (var users = Files.list(home.resolve("postgres/users"))) {
            return users.count();
        }
    }

    private static String note(EmbeddedPostgres postgres) throws SQLException {
        return Sql.text(postgres, "select word from note");
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
