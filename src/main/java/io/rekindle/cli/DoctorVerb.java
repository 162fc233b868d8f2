package io.rekindle.cli;

import io.rekindle.engine.rule.language.Reading;
import io.rekindle.postgres.Database;
import io.rekindle.postgres.PostgresUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code rekindle doctor}: looks whether everything Rekindle needs is there. */
@Command(name = "doctor", description = "Check Java, the data directory, the database and the rule book.")
final class DoctorVerb extends Verb {

    private static final long MIB = 1024 * 1024;
    private static final long DISK_WANTED_MIB = 500;

    private record Finding(String what, boolean good, String detail) {}

    @Override
    int run(Surroundings here) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "java", true, System.getProperty("java.version") + " at " + System.getProperty("java.home")));
        findings.add(home(here.home()));
        findings.add(rules(here));
        findings.add(database(here));
        findings.add(sending());
        boolean good = findings.stream().allMatch(Finding::good);
        here.answer(
                document(findings, good),
                () -> findings.forEach(
                        one -> here.out().printf("%s %-12s %s%n", one.good() ? "✓" : "✕", one.what(), one.detail())));
        return good ? DONE : NO;
    }

    private static Map<String, Object> document(List<Finding> findings, boolean good) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", good);
        for (Finding finding : findings) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("ok", finding.good());
            one.put("detail", finding.detail());
            document.put(finding.what().replace(' ', '_'), one);
        }
        return document;
    }

    private static Finding home(Path home) {
        try {
            Files.createDirectories(home);
            long free = Files.getFileStore(home).getUsableSpace() / MIB;
            return new Finding(
                    "home",
                    Files.isWritable(home) && free > DISK_WANTED_MIB,
                    home.toAbsolutePath() + ", " + free + " MiB free");
        } catch (IOException failure) {
            return new Finding("home", false, home.toAbsolutePath() + " cannot be used: " + failure.getMessage());
        }
    }

    private static Finding rules(Surroundings here) {
        Reading reading = here.reading();
        return new Finding(
                "rule book",
                reading.book().isPresent(),
                reading.errors().size() + " errors, " + reading.warnings().size() + " warnings"
                        + reading.book()
                                .map(book -> ", release " + book.version())
                                .orElse(""));
    }

    private static Finding database(Surroundings here) {
        try (Database database = here.database();
                Connection connection = database.dataSource().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(
                                "select current_setting('server_version'), current_setting('fsync'),"
                                        + " (select count(*) from customer), (select count(*) from touchpoint where state = 'in_doubt')")) {
            row.next();
            boolean durable = "on".equals(row.getString(2));
            return new Finding(
                    "database",
                    durable,
                    "PostgreSQL " + row.getString(1) + ", fsync " + row.getString(2) + ", " + row.getLong(3)
                            + " customers, " + row.getLong(4) + " messages in doubt");
        } catch (SQLException | PostgresUnavailableException failure) {
            return new Finding("database", false, String.valueOf(failure.getMessage()));
        }
    }

    private static Finding sending() {
        String mode = System.getenv().getOrDefault("REKINDLE_SENDING_MODE", "off");
        return new Finding(
                "sending", true, "REKINDLE_SENDING_MODE is " + mode + " unless application settings say otherwise");
    }
}
