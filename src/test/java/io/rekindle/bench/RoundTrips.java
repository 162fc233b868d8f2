package io.rekindle.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** Counts what is asked of a database: statements, savepoints, commits, each of which goes there and back. */
final class RoundTrips {

    private static final Set<String> ASKING =
            Set.of("prepareStatement", "createStatement", "commit", "setSavepoint", "releaseSavepoint");

    private final LongAdder count = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final Map<String, LongAdder> waited = new ConcurrentHashMap<>();
    private final DataSource counted;

    RoundTrips(DataSource source) {
        this.counted = proxy(DataSource.class, source);
    }

    DataSource counted() {
        return counted;
    }

    /** Of each transaction since the last call, on average. */
    double perCommit() {
        return (double) count.sumThenReset() / Math.max(1, commits.sumThenReset());
    }

    private <T> T proxy(Class<T> type, T target) {
        Object made =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (ASKING.contains(method.getName())) {
                        count.increment();
                    }
                    if (method.getName().equals("commit")) {
                        commits.increment();
                    }
                    long begun = System.nanoTime();
                    try {
                        Object result = method.invoke(target, arguments);
                        if (result instanceof Connection connection) {
                            return proxy(Connection.class, connection);
                        }
                        return result instanceof PreparedStatement statement
                                ? timed(String.valueOf(arguments[0]), statement)
                                : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    } finally {
                        if (method.getName().equals("commit")) {
                            add("commit", System.nanoTime() - begun);
                        }
                    }
                });
        return type.cast(made);
    }

    private PreparedStatement timed(String text, PreparedStatement target) {
        Class<?>[] type = {PreparedStatement.class};
        return (PreparedStatement) Proxy.newProxyInstance(type[0].getClassLoader(), type, (self, method, arguments) -> {
            long begun = System.nanoTime();
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            } finally {
                if (method.getName().startsWith("execute")) {
                    add(text.strip().lines().findFirst().orElse(""), System.nanoTime() - begun);
                }
            }
        });
    }

    private void add(String statement, long nanos) {
        waited.computeIfAbsent(statement, unused -> new LongAdder()).add(nanos);
    }

    /** Seconds waited for each statement, by its first line, since the last call. */
    SortedMap<String, Double> waited() {
        SortedMap<String, Double> seconds = new TreeMap<>();
        waited.forEach((statement, nanos) -> seconds.put(statement, nanos.sumThenReset() / 1e9));
        return seconds;
    }
}
