package io.rekindle.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a benchmark ran on, in words. */
final class Machine {

    private Machine() {}

    static String inWords() {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                "%s, %d cores, Java %s, heap of at most %d MB",
                processor(),
                runtime.availableProcessors(),
                System.getProperty("java.version"),
                runtime.maxMemory() / 1_000_000);
    }

    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
