package io.rekindle.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The settings that we give the server at each start; what stands after our line in {@code postgresql.conf} wins.
 *
 * @param durable whether a commit waits for the disk; only tests do without
 */
record ServerSettings(boolean durable) {

    private static final long MEGABYTE = 1024 * 1024;

    static final ServerSettings DURABLE = new ServerSettings(true);

    /** Our part of the configuration file. */
    String file(int port) {
        return (durable ? SURE : FAST) + COMMON + "shared_buffers = " + sharedMegabytes(memory()) + "MB\nport = " + port
                + "\n";
    }

    /** An eighth of what the machine has, from 128 MB to 1 GB: a sweep of everybody reads and writes all their pages. */
    static long sharedMegabytes(long memory) {
        return Math.max(128, Math.min(1024, memory / 8 / MEGABYTE));
    }

    /** Of the machine, or of the container; bytes. */
    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static final String SURE = """
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            """;

    private static final String FAST = """
            fsync = off
            synchronous_commit = off
            full_page_writes = off
            """;

    private static final String COMMON = """
            # Only this machine, and only with the password beside the data.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 60

            max_wal_size = 2GB
            checkpoint_timeout = 15min
            jit = off
            # What is asked for lies in memory, or on a disk without arms; else PostgreSQL reads whole small tables for one row.
            random_page_cost = 1.1
            timezone = 'UTC'

            # Statements and the values in them are people's data; the log has neither.
            log_timezone = 'UTC'
            log_min_messages = warning
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_checkpoints = off
            """;
}
