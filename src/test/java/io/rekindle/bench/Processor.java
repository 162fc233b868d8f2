package io.rekindle.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What this process and the database server's have used of the processor so far. */
record Processor(Duration own, Duration database) {

    private static final long TICKS_A_SECOND = 100;
    private static final int FIRST_TIME = 11;
    private static final int TIMES_WITH_CHILDREN = 4;

    static Processor now(DataSource source) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Processor(Duration.ofNanos(system.getProcessCpuTime()), database(source));
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
        return new Processor(own.minus(before.own), database.minus(before.database));
    }

    /** Milliseconds of this process for each of so many messages. */
    double ownEach(int messages) {
        return own.toNanos() / 1e6 / messages;
    }

    double bothEach(int messages) {
        return own.plus(database).toNanos() / 1e6 / messages;
    }
}
