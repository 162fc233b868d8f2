package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.FreshDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The process that sends is killed (SIGKILL) while messages leave, and started again. With {@code -Drekindle.kills=20} it is
 * killed twenty times instead of three, each time in a send of its own.
 */
@ExtendWith(FreshDatabase.class)
class KilledWhileSendingIT {

    private static final int MESSAGES = 2000;
    private static final int SENT_BEFORE_THE_KILL = 700;
    private static final int KILLS = Integer.getInteger("rekindle.kills", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HikariDataSource database;

    KilledWhileSendingIT(DataSource database) {
        this.database = (HikariDataSource) database;
    }

    /** What one round came to. */
    private record Round(int atTheKill, int accepted, int inDoubt, int received, int twice, int lost) {}

    @Test
    void loses_no_message_and_sends_none_twice() throws Exception {
        List<Round> rounds = new ArrayList<>();
        System.out.printf(
                "%n%-6s %8s %8s %9s %9s %9s %6s %5s%n",
                "kill", "messages", "at kill", "accepted", "in doubt", "received", "twice", "lost");
        for (int kill = 1; kill <= KILLS; kill++) {
            Round round = round();
            rounds.add(round);
            System.out.printf(
                    "%-6d %8d %8d %9d %9d %9d %6d %5d%n",
                    kill,
                    MESSAGES,
                    round.atTheKill,
                    round.accepted,
                    round.inDoubt,
                    round.received,
                    round.twice,
                    round.lost);
        }

        SoftAssertions all = new SoftAssertions();
        for (Round round : rounds) {
            all.assertThat(round.atTheKill).as("killed midway").isLessThan(MESSAGES);
            all.assertThat(round.accepted + round.inDoubt)
                    .as("accepted or in doubt")
                    .isEqualTo(MESSAGES);
            all.assertThat(round.inDoubt).as("in doubt").isLessThanOrEqualTo(SendingProcess.CONNECTIONS);
            all.assertThat(round.twice).as("received twice").isZero();
            all.assertThat(round.lost).as("neither received nor in doubt").isZero();
        }
        all.assertAll();
    }

    private Round round() throws Exception {
        SmallShop shop = new SmallShop(database, SendingProcess.BOOK);
        planMessages(shop);
        int atTheKill;
        try (RecordingSmtpServer server = new RecordingSmtpServer(Duration.ofNanos(1_500_000))) {
            Process first = SendingProcess.start(database, server.port());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> server.count() >= SENT_BEFORE_THE_KILL || !first.isAlive());
            first.destroyForcibly().waitFor();
            atTheKill = server.count();
            Process second = SendingProcess.start(database, server.port());
            boolean ended = second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            second.destroyForcibly();
            assertThat(ended).as("the second process ends").isTrue();
            return judge(shop, atTheKill, server.recipients());
        }
    }

    private static void planMessages(SmallShop shop) {
        Instant now = Instant.now();
        List<CustomerRecord> customers = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < MESSAGES; index++) {
            CustomerId customer = new CustomerId("c" + index);
            ContactPoint email = new ContactPoint(ChannelName.EMAIL, address(index));
            customers.add(new CustomerRecord(customer, null, "en", Map.of(), List.of(email)));
            events.add(new Event("r" + index, customer, "User Registered", now.minusSeconds(1), new TreeMap<>()));
        }
        shop.installation().intake().identify(customers);
        shop.installation().intake().store(events, now.toEpochMilli());
        assertThat(shop.sweep(now).touchpoints()).isEqualTo(MESSAGES);
    }

    private static String address(int index) {
        return "c" + index + "@example.com";
    }

    private static Round judge(SmallShop shop, int atTheKill, List<String> recipients) {
        Map<String, String> states = shop.pairs("""
                select p.address, t.state from touchpoint t join contact_point p on p.customer_id = t.customer_id
                """);
        Set<String> received = new HashSet<>(recipients);
        int accepted = 0;
        int inDoubt = 0;
        int lost = 0;
        for (Map.Entry<String, String> one : states.entrySet()) {
            accepted += one.getValue().equals("accepted") ? 1 : 0;
            inDoubt += one.getValue().equals("in_doubt") ? 1 : 0;
            lost += received.contains(one.getKey()) || one.getValue().equals("in_doubt") ? 0 : 1;
        }
        return new Round(atTheKill, accepted, inDoubt, received.size(), recipients.size() - received.size(), lost);
    }
}
