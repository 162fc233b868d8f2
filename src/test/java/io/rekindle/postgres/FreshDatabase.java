package io.rekindle.postgres;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a migrated PostgreSQL database of its own, as a {@link DataSource} parameter of its constructor or
 * of its methods: {@code @ExtendWith(FreshDatabase.class)}.
 *
 * <p>One server serves the whole run; the database is made when a class first asks for it and dropped after the class.
 */
public final class FreshDatabase implements ParameterResolver {

    private static final Namespace OURS = Namespace.create(FreshDatabase.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DataSource.class;
    }

    @Override
    public DataSource resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return outermostClass(context)
                .getStore(OURS)
                .computeIfAbsent(Opened.class, key -> new Opened(), Opened.class)
                .pool;
    }

    /** Nested classes share the database of the class around them. */
    private static ExtensionContext outermostClass(ExtensionContext context) {
        var outermost = context;
        for (var at = context;
                at.getTestClass().isPresent();
                at = at.getParent().orElseThrow()) {
            outermost = at;
        }
        return outermost;
    }

    private static final class Opened implements AutoCloseable {

        private final String name = TestServer.running().newDatabase();
        private final HikariDataSource pool = TestServer.running().pool(name);

        @Override
        public void close() {
            pool.close();
            TestServer.running().drop(name);
        }
    }
}
