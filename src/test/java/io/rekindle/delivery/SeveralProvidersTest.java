package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.provider.Providers;
import io.rekindle.engine.delivery.provider.Turn;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Pauses.Overdue;
import io.rekindle.postgres.Pauses.Scope;
import io.rekindle.postgres.PostgresAllowances;
import io.rekindle.postgres.Pulse;
import io.rekindle.settings.Channels;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.DeliverySettings;
import io.rekindle.settings.SendingMode;
import io.rekindle.settings.Ways;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Messages through several providers, set as an operator sets them, over real sockets and the real ledger. */
@ExtendWith(FreshDatabase.class)
class SeveralProvidersTest {

    private static final String MORNING = "2026-03-02T10:00:00Z";
    private static final String TOO_MANY = "{\"code\": 20429, \"message\": \"Too many requests\"}";

    private final DataSource database;
    private final SmsServer twilio = new SmsServer();
    private final SmsServer gateway = new SmsServer();

    @SuppressWarnings("NullAway.Init") // each test plans what it sends first
    private SmallShop shop;

    private long now = SmallShop.millis(MORNING);

    SeveralProvidersTest(DataSource database) {
        this.database = database;
    }

    @AfterEach
    void stop() {
        twilio.close();
        gateway.close();
    }

    /** So many customers, each with one message planned. */
    private void plan(String channel, int customers) {
        shop = new SmallShop(
                database,
                Map.of(
                        "campaigns/hi.yaml",
                        """
                campaign: hi
                name: 问候 | Hello
                trigger: every day at 10:00
                audience:
                  - has ordered 1 times or more
                budget: 1000 CNY
                steps:
                  - hello: at once, send %s hello
                """.formatted(channel),
                        "policy.yaml",
                        "timezone: UTC\ncost: {sms: 0.05 CNY}\n"));
        List<String> refs =
                IntStream.range(0, customers).mapToObj(index -> "c" + index).toList();
        shop.customers(refs, null);
        refs.forEach(ref ->
                shop.happens(ref, "Order Completed", "2026-03-01T11:00:00Z", "order_id", "o" + ref, "total", 50));
        shop.sweep("2026-03-01T12:00:00Z");
        shop.sweep(MORNING);
        assertThat(count("planned")).isEqualTo(customers);
    }

    private Providers twilioAndGateway(String... more) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "sms.twilio.account-sid", "AC1",
                "sms.twilio.secret", "s",
                "sms.twilio.from", "+15550001111",
                "sms.twilio.base-url", twilio.url(),
                "sms.gateway.url", gateway.url() + "/send",
                "sms.gateway.form.to", "{phone}",
                "sms.gateway.answer.id", "/msgId",
                "sms.gateway.answer.codes.accepted", "0"));
        for (int index = 0; index < more.length; index += 2) {
            settings.put(more[index], more[index + 1]);
        }
        return open(ChannelName.SMS, settings);
    }

    /** A node that has just started: it knows what the settings and the database say. */
    private Providers open(ChannelName channel, Map<String, String> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        return (Providers) Objects.requireNonNull(Channels.open(
                        SendingMode.LIVE,
                        binder.bindOrCreate("", ChannelsSettings.class),
                        binder.bindOrCreate("delivery", DeliverySettings.class),
                        new PostgresAllowances(database),
                        Books.of(Map.of()),
                        new Ways(null, new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8))))
                .get(channel));
    }

    private int dispatch(Providers providers, int most) {
        try (Evaluator evaluator = shop.installation().evaluator();
                Turn turn = providers.turn(most, SmallShop.LEASE, () -> now)) {
            var renderer = new Renderer(shop.installation().release().book());
            return new Dispatcher("test", shop.installation().outbox(), Map.of(turn.name(), turn), SmallShop.LEASE)
                    .dispatch(
                            evaluator,
                            renderer,
                            () -> now,
                            turn.places(),
                            turn.mayRetry(),
                            () -> Dispatcher.Next.GO_ON);
        }
    }

    private long count(String state) {
        return shop.number("select count(*) from touchpoint where state = '" + state + "'");
    }

    private Map<String, String> ledger() {
        return shop.pairs("select state || coalesce(' ' || provider, ''), count(*) from touchpoint group by 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void what_twilio_has_no_time_for_the_gateway_carries_and_twilio_is_left_alone_as_long_as_it_asks(int status) {
        plan("sms", 3);
        twilio.answers(status, Map.of("Retry-After", "60"), TOO_MANY);
        Providers providers = twilioAndGateway();
        dispatch(providers, 10);

        assertThat(ledger()).isEqualTo(Map.of("accepted gateway", "3"));
        assertThat(shop.rows("select distinct provider_id, attempts from touchpoint"))
                .containsExactly("G1 1");
        assertThat(twilio.bodies()).hasSize(1);
        assertThat(gateway.bodies()).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 0})
    void what_twilio_may_have_taken_nobody_else_carries(int status) {
        plan("sms", 3);
        if (status == 0) {
            twilio.dropsTheLine();
        } else {
            twilio.answers(status, Map.of(), "upstream reset");
        }
        Providers providers = twilioAndGateway();
        dispatch(providers, 10);

        assertThat(ledger()).isEqualTo(Map.of("in_doubt twilio", "3"));
        assertThat(new Pulse(database).byProvider("in_doubt")).isEqualTo(Map.of("sms/twilio", 3L));
        assertThat(gateway.bodies()).isEmpty();
        now += 3_600_000;
        assertThat(dispatch(providers, 10)).isZero();
        assertThat(twilio.bodies()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_provider_is_stopped_by_its_name_and_its_messages_go_by_the_other_or_wait() {
        plan("sms", 3);
        Pauses pauses = shop.installation().pauses();
        Scope stopped = Scope.provider("twilio");
        shop.installation().carriers().are(Map.of(ChannelName.SMS, List.of("twilio", "gateway")));
        pauses.pause(stopped, now);
        assertThat(pauses.waiting(stopped, now).waiting())
                .as("the gateway carries them")
                .isZero();

        Providers providers = twilioAndGateway();
        dispatch(providers, 1);
        assertThat(ledger()).isEqualTo(Map.of("accepted gateway", "1", "planned", "2"));
        pauses.pause(Scope.provider("gateway"), now);
        assertThat(dispatch(providers, 10)).isZero();
        assertThat(pauses.waiting(stopped, now).overdue())
                .as("nobody carries them")
                .isEqualTo(2);

        pauses.resume(stopped, Overdue.SEND_IF_WANTED, ZoneId.of("UTC"), now);
        dispatch(providers, 1);
        assertThat(ledger()).isEqualTo(Map.of("accepted gateway", "1", "accepted twilio", "1", "planned", "1"));
        assertThat(shop.number("select max(attempts) from touchpoint")).isEqualTo(1);
        pauses.pause(stopped, now);
        assertThat(pauses.cancel(stopped, ZoneId.of("UTC"), now)).isEqualTo(1);
        assertThat(count("dropped")).isEqualTo(1);
    }

    @Test
    void what_twilio_says_of_a_number_the_gateway_is_not_asked_again() {
        plan("sms", 1);
        twilio.answers(400, Map.of(), "{\"code\": 21211, \"message\": \"not a number\"}");
        dispatch(twilioAndGateway(), 10);

        assertThat(ledger()).isEqualTo(Map.of("rejected", "1"));
        assertThat(gateway.bodies()).isEmpty();
    }

    @Test
    void a_provider_that_fails_again_and_again_is_left_alone_and_the_other_goes_on() {
        plan("sms", 40);
        twilio.answers(429, Map.of(), TOO_MANY);
        Providers providers = twilioAndGateway();
        dispatch(providers, 40);

        assertThat(ledger()).isEqualTo(Map.of("accepted gateway", "40"));
        assertThat(twilio.bodies()).hasSize(5);
        assertThat(providers.down()).containsExactly("twilio");
        assertThat(gateway.bodies()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void while_no_provider_carries_anything_messages_wait_and_use_up_no_attempts() {
        plan("sms", 8);
        twilio.answers(429, Map.of(), TOO_MANY);
        gateway.answers(429, Map.of(), TOO_MANY);
        Providers providers = twilioAndGateway();
        dispatch(providers, 8);
        int asked = twilio.bodies().size();
        for (int second = 0; second < 4; second++) {
            now += 1_000;
            assertThat(dispatch(providers, 8)).isZero();
        }
        assertThat(twilio.bodies()).hasSize(asked);
        assertThat(ledger()).isEqualTo(Map.of("planned", "8"));
        assertThat(shop.number("select max(attempts) from touchpoint")).isEqualTo(1);
    }

    @Test
    void two_nodes_share_the_bucket_of_a_provider() {
        plan("sms", 20);
        String[] six = {"sms.twilio.carries.per-second", "6", "sms.gateway.url", ""};
        Providers one = twilioAndGateway(six);
        Providers other = twilioAndGateway(six);

        assertThat(dispatch(one, 4) + dispatch(other, 4)).isEqualTo(6);
        assertThat(dispatch(one, 10)).isZero();
        now += 500;
        assertThat(dispatch(other, 10)).isEqualTo(3);
        now += 60_000;
        assertThat(dispatch(one, 10) + dispatch(other, 10))
                .as("after a pause no more than a second's worth")
                .isEqualTo(6);
        assertThat(twilio.bodies()).hasSize(15);
        assertThat(shop.number("select sum(attempts) from touchpoint")).isEqualTo(15);
    }

    @Test
    void a_warm_up_cap_holds_over_nodes_and_restarts_and_the_old_relay_carries_the_rest() throws Exception {
        plan("email", 20);
        try (var old = new RecordingSmtpServer(Duration.ZERO);
                var young = new RecordingSmtpServer(Duration.ZERO)) {
            Map<String, String> settings = new TreeMap<>(Map.of(
                    "email.from-address", "shop@shop.example",
                    "email.read-timeout", "10s",
                    "email.relays[0].name", "young",
                    "email.relays[0].host", "127.0.0.1",
                    "email.relays[0].port", String.valueOf(young.port()),
                    "email.relays[0].tls", "none",
                    "email.relays[0].carries.warm-up.first-day", "2026-03-02",
                    "email.relays[0].carries.warm-up.first-cap", "5"));
            settings.putAll(Map.of(
                    "email.relays[0].carries.domains[0].domain", "Example.com",
                    "email.relays[0].carries.domains[0].warm-up.first-day", "2026-03-02",
                    "email.relays[0].carries.domains[0].warm-up.first-cap", "4",
                    "email.relays[1].name", "old",
                    "email.relays[1].host", "127.0.0.1",
                    "email.relays[1].port", String.valueOf(old.port()),
                    "email.relays[1].tls", "none"));
            for (int node = 0; node < 5; node++) {
                try (Providers justStarted = open(ChannelName.EMAIL, settings)) {
                    assertThat(dispatch(justStarted, 2)).isEqualTo(2);
                }
            }
            assertThat(ledger())
                    .as("4 of its day's 5, as all go to one domain that has 4")
                    .isEqualTo(Map.of("accepted young", "4", "accepted old", "6", "planned", "10"));
            assertThat(shop.rows("select way, sent from daily_count order by way"))
                    .containsExactly("email/young 4", "email/young/example.com 4");

            now = Instant.parse("2026-03-03T00:00:01Z").toEpochMilli();
            try (Providers nextDay = open(ChannelName.EMAIL, settings)) {
                dispatch(nextDay, 10);
            }
            assertThat(ledger())
                    .as("half as much more")
                    .isEqualTo(Map.of("accepted young", "10", "accepted old", "10"));
        }
    }
}
