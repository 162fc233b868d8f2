package io.rekindle.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processes that are started to be measured; needs a {@code /proc}. */
final class Started {

    private static final double TICKS_A_SECOND = 100;
    private static final double NANOS_OF_SECOND = 1e9;
    private static final int OWN_TIME = 11;
    private static final int TIME_OF_ENDED_CHILDREN = 13;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern HEAP_USED = Pattern.compile("(?m)^ .*(?:heap|generation) +total .*used (\\d+)K");

    private Started() {}

    /**
     * What a start took.
     *
     * @param wall seconds
     * @param processor seconds
     * @param resident MB; 0 for a process that has ended
     * @param heap in use after a collection, MB; 0 for a process that has ended
     */
    record Took(double wall, double processor, double resident, double heap) {

        /** Each figure's own median. */
        static Took median(List<Took> all) {
            return new Took(
                    middle(all, Took::wall),
                    middle(all, Took::processor),
                    middle(all, Took::resident),
                    middle(all, Took::heap));
        }

        private static double middle(List<Took> all, ToDoubleFunction<Took> figure) {
            return all.stream()
                    .map(figure::applyAsDouble)
                    .sorted(Comparator.naturalOrder())
                    .skip(all.size() / 2)
                    .findFirst()
                    .orElseThrow();
        }

        void tell(BenchReport report, String what) {
            report.figure(what + ", wall", wall, "s");
            report.figure(what + ", processor", processor, "s");
        }
    }

    static Took toItsEnd(List<String> command) throws IOException, InterruptedException {
        double before = ticks(ProcessHandle.current().pid(), TIME_OF_ENDED_CHILDREN);
        long begun = System.nanoTime();
        Process process = quiet(command);
        int code = process.waitFor();
        double wall = (System.nanoTime() - begun) / NANOS_OF_SECOND;
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
        double used = ticks(ProcessHandle.current().pid(), TIME_OF_ENDED_CHILDREN) - before;
        return new Took(wall, used / TICKS_A_SECOND, 0, 0);
    }

    /** Starts a server, asks it until it says that it is ready, and stops it. */
    static Took untilReady(IntFunction<List<String>> command) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        long begun = System.nanoTime();
        Process process = quiet(command.apply(port));
        try {
            while (!answers(client, ready)) {
                if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the server was not ready in time");
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            double wall = (System.nanoTime() - begun) / NANOS_OF_SECOND;
            double used = ticks(process.pid(), OWN_TIME) / TICKS_A_SECOND;
            return new Took(wall, used, resident(process.pid()), heap(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static Process quiet(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** User and system time from that field of proc(5) on, the first after the name being 0. */
    private static double ticks(long process, int first) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
    }

    private static double resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1e3)
                .sum();
    }

    private static double heap(long process) throws IOException, InterruptedException {
        jcmd(process, "GC.run");
        Matcher used = HEAP_USED.matcher(jcmd(process, "GC.heap_info"));
        double sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1)) / 1e3;
        }
        return sum;
    }

    private static String jcmd(long process, String what) throws IOException, InterruptedException {
        Process asking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process),
                        what)
                .redirectError(Redirect.DISCARD)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return said;
    }
}
