package io.rekindle.bench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rekindle.bench.Started.Took;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * From the start of a process to its first useful answer: a short command to its end, the server until it is ready on a home that
 * exists. Everything takes turns; medians. What is started is the application that {@code ./rekindle} made, so that goes first.
 */
class StartUpBench {

    private static final int ROUNDS = Integer.getInteger("rekindle.bench.rounds", 5);
    private static final Path APP = Path.of("target", "app").toAbsolutePath();
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path HOME = Path.of("target", "bench-home").toAbsolutePath();
    private static final Path ARCHIVE =
            Path.of("target", "bench", "classes.jsa").toAbsolutePath();

    /** Of the time without; an archive that saves less is not worth its place in the script. */
    private static final double WORTH_IT = 0.8;

    /** As the script has it for short commands. */
    private static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @Test
    void a_short_command() throws Exception {
        assumeTrue(Files.exists(APP.resolve("built")), "there is no " + APP + "; ./rekindle --version makes it");
        Files.createDirectories(ARCHIVE.getParent());
        Files.deleteIfExists(ARCHIVE);
        Started.toItsEnd(java(SHORT, archiving(app("check"))));
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("a JVM that says its version", java(SHORT, "-version"));
        commands.put("check", java(SHORT, app("check")));
        commands.put("check, classes shared", java(SHORT, shared(app("check"))));
        commands.put(
                "check, by the script", List.of(CHECKOUT.resolve("rekindle").toString(), "check"));
        commands.put("--help", java(SHORT, app("--help")));
        commands.put("--help, classes shared", java(SHORT, shared(app("--help"))));
        Map<String, List<Took>> took = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (var command : commands.entrySet()) {
                Took once = Started.toItsEnd(command.getValue());
                if (round > 0) {
                    took.computeIfAbsent(command.getKey(), any -> new ArrayList<>())
                            .add(once);
                }
            }
        }
        try (BenchReport report = new BenchReport("starting a short command")) {
            took.forEach((what, all) -> Took.median(all).tell(report, what));
            ratio(report, took, "check, classes shared", "check");
            ratio(report, took, "--help, classes shared", "--help");
        }
    }

    @Test
    void the_server() throws Exception {
        assumeTrue(Files.exists(APP.resolve("built")), "there is no " + APP + "; ./rekindle --version makes it");
        List<String> connecting = java(
                List.of(), "-cp", System.getProperty("java.class.path"), Connecting.class.getName(), HOME.toString());
        Started.toItsEnd(connecting);
        List<Took> connected = new ArrayList<>();
        List<Took> ready = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            connected.add(Started.toItsEnd(connecting));
            ready.add(Started.untilReady(
                    port -> java(List.of(), app("--home", HOME.toString(), "serve", "--port", String.valueOf(port)))));
        }
        try (BenchReport report = new BenchReport("starting the server")) {
            Took.median(connected).tell(report, "a JVM that starts and asks the database, and ends");
            Took server = Took.median(ready);
            server.tell(report, "serve until it is ready");
            report.figure("serve when it is ready, resident", server.resident(), "MB");
            report.figure("serve when it is ready, heap in use after a collection", server.heap(), "MB");
            report.figure(
                    "serve against a JVM that asks the database, wall",
                    server.wall() / Took.median(connected).wall(),
                    "x");
        }
    }

    private static void ratio(BenchReport report, Map<String, List<Took>> took, String what, String against) {
        Took one = Took.median(took.getOrDefault(what, List.of()));
        Took other = Took.median(took.getOrDefault(against, List.of()));
        report.atMost(what + ", against without, wall", one.wall() / other.wall(), "x", WORTH_IT);
        report.atMost(what + ", against without, processor", one.processor() / other.processor(), "x", WORTH_IT);
    }

    private static List<String> java(List<String> options, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(more));
        return command;
    }

    private static String[] app(String... verb) {
        List<String> command = new ArrayList<>(List.of(
                "-Drekindle.checkout=" + CHECKOUT,
                "-jar",
                APP.resolve("rekindle.jar").toString()));
        command.addAll(List.of(verb));
        return command.toArray(String[]::new);
    }

    private static String[] archiving(String... command) {
        return with("-XX:ArchiveClassesAtExit=" + ARCHIVE, command);
    }

    private static String[] shared(String... command) {
        return with("-XX:SharedArchiveFile=" + ARCHIVE, command);
    }

    private static String[] with(String option, String... command) {
        List<String> all = new ArrayList<>(List.of(option));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }
}
