package io.rekindle.server;

import io.rekindle.Installation;
import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The server around an installation that is open already: API, webhooks, pages, calendar, sweeps and delivery. The database
 * stays the caller's to close, after the server.
 */
public final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts the server; it serves when this returns.
     *
     * @param args settings over those of application.yml and the environment, such as {@code --server.port=0}
     */
    public static Server start(Installation installation, String... args) {
        SpringApplication application = new SpringApplicationBuilder(ServerConfiguration.class)
                .web(WebApplicationType.SERVLET)
                // The caller opened the database, and closes it after us.
                .registerShutdownHook(false)
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(Installation.class, () -> installation))
                .build();
        return new Server(application.run(args));
    }

    /** The port it listens on. */
    public int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        return server == null ? -1 : server.getPort();
    }

    /** Where people look. */
    public URI url() {
        String host = context.getEnvironment().getProperty("server.address", "localhost");
        return URI.create("http://" + (host.equals("127.0.0.1") ? "localhost" : host) + ":" + port() + "/");
    }

    /** Answers what is being asked, finishes what is being sent, and stops. */
    @Override
    public void close() {
        context.close();
    }
}
