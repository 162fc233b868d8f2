package io.rekindle.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this process and the database server's have used of the processor so far. */
record Processor(Duration own, Duration database, Map<String, Duration> threads) {

    private static final long TICKS_A_SECOND = 100;
    private static final int FIRST_TIME = 11;
    private static final int TIMES_WITH_CHILDREN = 4;

    static Processor now(DataSource source) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Processor(Duration.ofNanos(system.getProcessCpuTime()), database(source), byGroup());
    }

    /** The server's processes on this machine, those that have ended included; nothing where there is no {@code /proc}. */
    private static Duration database(DataSource source) {
        long backend = JdbcClient.create(source)
                .sql("select pg_backend_pid()")
                .query(Long.class)
                .single();
        ProcessHandle server =
                ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElse(null);
        if (server == null || !Files.exists(Path.of("/proc/self/stat"))) {
            return Duration.ZERO;
        }
        long ticks = ticks(server.pid(), TIMES_WITH_CHILDREN)
                + server.children()
                        .mapToLong(child -> ticks(child.pid(), TIMES_WITH_CHILDREN / 2))
                        .sum();
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }

    /** This process's threads that live, by what they are there for. */
    private static Map<String, Duration> byGroup() {
        Map<String, Duration> groups = new TreeMap<>();
        Path tasks = Path.of("/proc/self/task");
        if (Files.exists(tasks)) {
            try (Stream<Path> each = Files.list(tasks)) {
                each.forEach(one -> groups.merge(group(one), time(one), Duration::plus));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return groups;
    }

    private static String group(Path task) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            return name.startsWith("dispatch")
                    ? "dispatchers"
                    : name.matches("C[12] Compiler.*")
                            ? "compiler"
                            : name.matches("VM Thread|GC.*") ? "collector" : "others";
        } catch (IOException ended) {
            return "others";
        }
    }

    private static Duration time(Path task) {
        try {
            return Duration.ofNanos(
                    Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]));
        } catch (IOException ended) {
            return Duration.ZERO;
        }
    }

    /** Milliseconds of one group of threads for each of so many messages. */
    double each(String group, int messages) {
        return threads.getOrDefault(group, Duration.ZERO).toNanos() / 1e6 / messages;
    }

    /** User and system time, and these of children that have ended: fields 14 to 17 of proc(5). */
    private static long ticks(long process, int times) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = FIRST_TIME; field < FIRST_TIME + times; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks;
        } catch (java.nio.file.NoSuchFileException ended) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Processor since(Processor before) {
        Map<String, Duration> used = new TreeMap<>(threads);
        before.threads.forEach((group, time) -> used.computeIfPresent(group, (same, now) -> now.minus(time)));
        return new Processor(own.minus(before.own), database.minus(before.database), used);
    }

    /** Milliseconds of this process for each of so many messages. */
    double ownEach(int messages) {
        return own.toNanos() / 1e6 / messages;
    }

    double bothEach(int messages) {
        return own.plus(database).toNanos() / 1e6 / messages;
    }
}
