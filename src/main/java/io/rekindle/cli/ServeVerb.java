package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle serve}: runs the server. */
@Command(
        name = "serve",
        description = {
            "Run the server: schedules, sweeps, delivery, API, webhooks and page.",
            "Sending is off unless rekindle.sending.mode says sandbox or live."
        })
final class ServeVerb extends Verb {

    @Option(
            names = {"-D", "--set"},
            paramLabel = "SETTING=VALUE",
            description = "A setting over those of the environment, such as rekindle.sending.mode=sandbox.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen (default: 8080).")
    private int port = -1;

    @Override
    int run(Surroundings here) {
        RuleBook book = here.book();
        Database database = here.database();
        Installation installation = Installation.open(database.dataSource(), book, Clock.systemUTC());
        List<String> arguments = new ArrayList<>();
        Path rules = here.rules();
        if (rules != null) {
            arguments.add("--rekindle.rules.path=" + rules.toAbsolutePath());
        }
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        if (port >= 0) {
            arguments.add("--server.port=" + port);
        }
        Serving.untilStopped(here, database, installation, arguments.toArray(String[]::new));
        return DONE;
    }
}
