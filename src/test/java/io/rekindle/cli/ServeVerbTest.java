package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.postgres.Database;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be started says why in one line, and names what to change. */
class ServeVerbTest {

    @TempDir
    private static Path home;

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(home);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Called serve(String port, String... settings) {
        List<String> all = new ArrayList<>(List.of("serve", "--home", home.toString(), "--port", port));
        for (String setting : settings) {
            all.addAll(List.of("--set", setting));
        }
        return Called.with(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource(delimiter = '|', textBlock = """
            channels.email.tls=off  | rekindle.channels.email.tls is "off" | it is one of none, starttls-if-offered, starttls, implicit
            schedule.sweep=often    | rekindle.schedule.sweep is "often"   | often
            events.retention=5d     | rekindle.events.retention is a number of months | not 5d
            sending.mode=live channels.email.host=localhost | from-address | not an e-mail address
            sending.mode=live channels.email.host=localhost channels.email.from-address=shop@example.org channels.email.username=me channels.email.password-file=/no/such | cannot read the secret | /no/such
            """)
    void a_setting_that_cannot_be_used_is_one_line_that_names_it(String settings, String name, String why) {
        Called called = serve(
                "0", Stream.of(settings.split(" ", -1)).map("rekindle."::concat).toArray(String[]::new));

        assertThat(called.code()).isEqualTo(1);
        assertThat(called.err().lines()).singleElement().asString().contains("settings cannot be used", name, why);
    }

    @Test
    void a_port_that_is_taken_is_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Called called = serve(String.valueOf(taken.getLocalPort()));

            assertThat(called.code()).isEqualTo(1);
            assertThat(called.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " is taken", "--port");
        }
    }
}
