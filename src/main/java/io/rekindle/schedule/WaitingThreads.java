package io.rekindle.schedule;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the threads that mostly wait for the network and the database, so that any number of them is cheap; none keeps the process alive. */
public final class WaitingThreads {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingThreads.class);
    private static final int FIRST_WITH_VIRTUAL = 21;

    private WaitingThreads() {}

    /** Virtual threads where they are asked for and this Java has them, else platform threads; what could not be is logged. */
    public static ThreadFactory virtual(boolean wanted) {
        int java = Runtime.version().feature();
        if (wanted && java >= FIRST_WITH_VIRTUAL) {
            return virtual();
        }
        if (wanted) {
            LOG.warn(
                    "rekindle.threads.virtual needs Java {}, and this is Java {}: it works with platform threads",
                    FIRST_WITH_VIRTUAL,
                    java);
        }
        return platform();
    }

    static ThreadFactory platform() {
        return work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** {@code Thread.ofVirtual().factory()}, which the Java we compile for does not know. */
    private static ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException failure) {
            throw new IllegalStateException("this Java has no virtual threads", failure);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException("virtual threads cannot be made", failure.getCause());
        }
    }
}
