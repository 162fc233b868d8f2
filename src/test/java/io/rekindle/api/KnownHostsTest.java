package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy lets the internet in under the public name, whatever path it asks for. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownHostsTest {

    private Served served;

    @BeforeAll
    void start(DataSource database) {
        served = Served.start(
                Installation.open(database, Books.shipped(), Clock.systemUTC()),
                "--rekindle.schedule.enabled=false",
                "--rekindle.public-url=https://m.shop.example");
    }

    @AfterAll
    void stop() {
        served.close();
    }

    /** What a client that cleans up no path gets. */
    private int status(String host, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(Objects.requireNonNull(in.readLine()).split(" ")[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, /v1/campaigns, 200",
        "m.shop.example, /v1/campaigns, 421",
        "m.shop.example, /, 421",
        "m.shop.example, /metrics, 421",
        "m.shop.example, /providers/twilio/callbacks, 405",
        "M.Shop.example:443, /hooks/cart_abandoned, 405",
        "m.shop.example, /u/../v1/campaigns, 421",
        "m.shop.example, /u/%2e%2e/v1/campaigns, 421",
        "m.shop.example, /u/..;/v1/campaigns, 421",
        "m.shop.example, /v1/../u/x, 421",
        "evil.example, /providers/twilio/callbacks, 421"
    })
    void answers_under_the_public_name_only_what_is_for_the_public(String host, String path, int status)
            throws IOException {
        assertThat(status(host, path)).isEqualTo(status);
    }
}
