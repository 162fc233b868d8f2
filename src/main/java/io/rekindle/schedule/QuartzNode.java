package io.rekindle.schedule;

import io.rekindle.settings.ScheduleSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.spi.JobFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** One node of the Quartz cluster in a database, over the pool we have. */
final class QuartzNode {

    /** The cluster's name: nodes of one name and one database share a calendar. */
    private static final String CLUSTER = "rekindle";

    private QuartzNode() {}

    static Scheduler open(DataSource source, String node, ScheduleSettings settings, JobFactory jobs)
            throws SchedulerException {
        String connections = "rekindle-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(connections, new Pool(source));
        synchronized (QuartzNode.class) {
            // Quartz hands out the scheduler of that name that this JVM has already; two nodes in one are two
            // schedulers.
            SchedulerRepository.getInstance().remove(CLUSTER);
            Scheduler scheduler = new StdSchedulerFactory(properties(node, connections, settings)).getScheduler();
            SchedulerRepository.getInstance().remove(CLUSTER);
            scheduler.setJobFactory(jobs);
            return scheduler;
        }
    }

    private static Properties properties(String node, String connections, ScheduleSettings settings) {
        Properties properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", CLUSTER);
        properties.put("org.quartz.scheduler.instanceId", node);
        properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.put("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.put("org.quartz.threadPool.threadCount", String.valueOf(settings.threads()));
        properties.put("org.quartz.threadPool.threadNamePrefix", "schedule");
        properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.put("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.put("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.put("org.quartz.jobStore.dataSource", connections);
        properties.put("org.quartz.jobStore.isClustered", "true");
        // Without this a node that joins can leave a trigger acquired by two for good, and it fires twice ever after.
        properties.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.put(
                "org.quartz.jobStore.misfireThreshold",
                String.valueOf(settings.misfire().toMillis()));
        // A node that was killed is missed after this and Quartz's 7.5 seconds of grace; its jobs go on elsewhere.
        properties.put("org.quartz.jobStore.clusterCheckinInterval", "2000");
        properties.put("org.quartz.jobStore.makeThreadsDaemons", "true");
        return properties;
    }

    /** The pool as Quartz asks for one; it belongs to somebody else, and is not closed here. */
    private record Pool(DataSource source) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}
