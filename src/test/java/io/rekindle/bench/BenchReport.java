package io.rekindle.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One benchmark's figures: printed as they come, with their limits where there are any, and kept as JSON at the end. */
final class BenchReport implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target", "bench");

    private final String name;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    BenchReport(String name) {
        this.name = name;
        System.out.printf("%n%s%n  (%s)%n", name, Machine.inWords());
    }

    /** A figure for which there is no limit. */
    void figure(String what, double value, String unit) {
        print(what, value, unit, "");
        rows.add(row(what, value, unit));
    }

    /** A figure that may be so large at most. */
    void atMost(String what, double value, String unit, double limit) {
        limited(what, value, unit, "at most", limit, value <= limit);
    }

    /** A figure that has to be so large at least. */
    void atLeast(String what, double value, String unit, double limit) {
        limited(what, value, unit, "at least", limit, value >= limit);
    }

    private void limited(String what, double value, String unit, String side, double limit, boolean holds) {
        print(what, value, unit, String.format(Locale.ROOT, "%s %.2f: %s", side, limit, holds ? "holds" : "MISSED"));
        Map<String, Object> row = row(what, value, unit);
        row.put(side.replace(' ', '_'), limit);
        row.put("holds", holds);
        rows.add(row);
    }

    private static Map<String, Object> row(String what, double value, String unit) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", what);
        row.put("value", value);
        row.put("unit", unit);
        return row;
    }

    private static void print(String what, double value, String unit, String limit) {
        System.out.printf(Locale.ROOT, "  %-62s %12.3f %-12s %s%n", what, value, unit, limit);
    }

    @Override
    public void close() {
        try {
            Files.createDirectories(DIRECTORY);
            JsonMapper.shared()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(
                            DIRECTORY.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".json"),
                            Map.of("machine", Machine.inWords(), "figures", rows));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
