package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.Crowd;
import io.rekindle.Installation;
import io.rekindle.SmallShop;
import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Inquiry;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Rounds in each of which the process that sends is killed (SIGKILL) at a random moment and started again until nothing is
 * open. What the servers took is held against the ledger.
 */
final class KillRounds {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MAIL_TAKES = Duration.ofNanos(300_000);

    /** Twilio is asked five minutes after an attempt at the earliest; so much later by the clock the round goes on. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));

    /** Then it is believed also where it says that it never had the message. */
    private static final Duration BELIEVED = Duration.ofMinutes(15);

    private final HikariDataSource database;
    private final int messages;
    private final Random chance;

    KillRounds(HikariDataSource database, int messages, long seed) {
        this.database = database;
        this.messages = messages;
        this.chance = new Random(seed);
        System.out.printf("%n%d messages a round, half e-mail, half SMS; seed %d%n", messages, seed);
        System.out.println(
                "round  killed at  accepted  in doubt  lost  twice  connections  looked up: taken / sent again / open");
    }

    /**
     * What a round came to.
     *
     * @param killedAt how many messages the servers had taken
     * @param accepted at the end, those found at Twilio among them
     * @param inDoubt before anybody was asked
     * @param found what Twilio said of the text messages among these
     * @param open those of which it could not tell
     * @param lost neither taken nor in doubt at the end
     * @param twice taken more than once
     */
    private record Round(
            int killedAt, int accepted, int inDoubt, Inquiry.Found found, int open, int lost, int twice, int letters) {}

    void run(int count) throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (int number = 1; number <= count; number++) {
            Round round = round();
            System.out.printf(
                    "%5d %10d %9d %9d %5d %6d %12d %12d / %d / %d%n",
                    number,
                    round.killedAt,
                    round.accepted,
                    round.inDoubt,
                    round.lost,
                    round.twice,
                    SendingProcess.CONNECTIONS,
                    round.found.taken(),
                    round.found.notTaken(),
                    round.open);
            all.assertThat(round.killedAt).as("killed midway").isLessThan(messages);
            all.assertThat(round.accepted + round.letters + round.open)
                    .as("settled")
                    .isEqualTo(messages);
            all.assertThat(round.inDoubt).as("in doubt").isLessThanOrEqualTo(SendingProcess.CONNECTIONS);
            all.assertThat(round.lost).as("lost").isZero();
            all.assertThat(round.twice).as("taken twice").isZero();
        }
        all.assertAll();
    }

    private Round round() throws Exception {
        SmallShop shop = planned();
        int killedAt;
        try (RecordingSmtpServer mail = new RecordingSmtpServer(MAIL_TAKES);
                FakeTwilio twilio = new FakeTwilio((number, attempt) -> FakeTwilio.Manner.TAKES, Clock.systemUTC())) {
            Process first = SendingProcess.start(database, mail.port(), twilio.url());
            int moment = 1 + chance.nextInt(messages - messages / 20);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> mail.count() + twilio.count() >= moment || !first.isAlive());
            LockSupport.parkNanos(chance.nextInt(3_000_000));
            first.destroyForcibly().waitFor();
            killedAt = mail.count() + twilio.count();
            settleAll(mail, twilio);
            int inDoubt = (int) shop.number("select count(*) from touchpoint where state = 'in_doubt'");
            Inquiry.Found found = lookUp(shop, twilio);
            if (found.notTaken() > 0) {
                // They are planned for later, when Twilio was asked; the process goes by the time it is.
                shop.sql()
                        .sql("update touchpoint set send_at = now() where state = 'planned'")
                        .update();
                settleAll(mail, twilio);
            }
            return judge(shop, killedAt, inDoubt, found, mail, twilio);
        }
    }

    /** A process that nobody kills. */
    private void settleAll(RecordingSmtpServer mail, FakeTwilio twilio) throws Exception {
        Process process = SendingProcess.start(database, mail.port(), twilio.url());
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("everything is settled in time").isTrue();
    }

    private SmallShop planned() {
        SmallShop shop = new SmallShop(database, SendingProcess.BOOK);
        Instant now = Instant.now();
        CustomerId pattern = new CustomerId("c");
        List<ContactPoint> points = List.of(
                new ContactPoint(ChannelName.EMAIL, "c@example.com"),
                new ContactPoint(ChannelName.SMS, "+8613700000000"));
        shop.installation()
                .intake()
                .identify(List.of(new CustomerRecord(pattern, null, "en", Map.of(), points)), now.toEpochMilli());
        shop.installation()
                .intake()
                .store(
                        List.of(new Event("r", pattern, "User Registered", now.minusSeconds(1), new TreeMap<>())),
                        now.toEpochMilli());
        assertThat(shop.sweep(now).touchpoints()).isEqualTo(2);
        Crowd.copies(shop, pattern, "c", messages / 2 - 1);
        return shop;
    }

    private Round judge(
            SmallShop shop,
            int killedAt,
            int inDoubt,
            Inquiry.Found found,
            RecordingSmtpServer mail,
            FakeTwilio twilio) {
        List<String> taken = Stream.concat(
                        mail.taken().stream().map(RecordingSmtpServer.Taken::touchpoint),
                        twilio.taken().stream().map(FakeTwilio.Taken::touchpoint))
                .toList();
        Set<String> once = new HashSet<>(taken);
        int accepted = 0;
        int lost = 0;
        for (Map.Entry<String, String> one :
                shop.pairs("select id, state from touchpoint").entrySet()) {
            boolean doubted = one.getValue().equals("in_doubt");
            accepted += one.getValue().equals("accepted") ? 1 : 0;
            lost += once.contains(one.getKey()) || doubted ? 0 : 1;
        }
        int open = doubted(shop, ChannelName.SMS);
        int letters = doubted(shop, ChannelName.EMAIL);
        return new Round(killedAt, accepted, inDoubt, found, open, lost, taken.size() - once.size(), letters);
    }

    private static int doubted(SmallShop shop, ChannelName channel) {
        return (int)
                shop.number("select count(*) from touchpoint where state = 'in_doubt' and channel = '" + channel + "'");
    }

    /** Asks Twilio what became of each text message in doubt, as the server does when it has waited long enough. */
    private static Inquiry.Found lookUp(SmallShop shop, FakeTwilio twilio) {
        Installation installation = shop.installation();
        try (TwilioChannel channel = new TwilioChannel(SendingProcess.twilio(twilio.url()), LATER);
                Evaluator evaluator = installation.evaluator()) {
            return new Inquiry(installation.doubts(), Map.of(ChannelName.SMS, channel::lookup), BELIEVED)
                    .ask(
                            evaluator,
                            new Renderer(installation.release().book()),
                            LATER.millis(),
                            SendingProcess.CONNECTIONS);
        }
    }
}
