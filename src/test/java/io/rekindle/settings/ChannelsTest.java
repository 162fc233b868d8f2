package io.rekindle.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.channels.push.PushChannel;
import io.rekindle.channels.robot.RobotChannel;
import io.rekindle.channels.sms.gateway.GatewayChannel;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.provider.Limits;
import io.rekindle.engine.delivery.provider.Provider;
import io.rekindle.engine.delivery.provider.Providers;
import io.rekindle.engine.delivery.provider.WarmUp;
import io.rekindle.postgres.PostgresAllowances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The channels that settings open, from the same YAML that an operator writes. */
class ChannelsTest {

    private static final String ROBOT = """
            rekindle:
              channels:
                robot:
                  groups:
                    vip-care: {dialect: dingtalk, webhook: "https://oapi.dingtalk.com/robot/send?access_token=k1", secret: SEC1}
            """;

    private static Map<ChannelName, Channel> open(String yaml) throws IOException {
        ChannelsSettings settings = settings(yaml);
        Binder defaults = binder(new ClassPathResource("application.yml"));
        return Channels.live(
                settings,
                defaults.bind("rekindle.delivery", DeliverySettings.class).get(),
                new PostgresAllowances(new SimpleDriverDataSource()),
                new Ways(null, new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8))));
    }

    private static List<Provider> providers(String yaml, ChannelName channel) throws IOException {
        return ((Providers) open(yaml).get(channel)).providers();
    }

    private static ChannelsSettings settings(String yaml) throws IOException {
        return binder(
                        new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)),
                        new ClassPathResource("application.yml"))
                .bind("rekindle.channels", ChannelsSettings.class)
                .get();
    }

    private static Binder binder(Resource... files) throws IOException {
        var environment = new StandardEnvironment();
        for (Resource file : files) {
            new YamlPropertySourceLoader()
                    .load(file.getDescription(), file)
                    .forEach(environment.getPropertySources()::addLast);
        }
        return Binder.get(environment);
    }

    /** The example of the documentation that begins so, with a secret that need not be in a file. */
    private static String example(String document, String begin) throws IOException {
        String text = Files.readString(Path.of("..", "docs", document));
        Matcher block = Pattern.compile("```yaml\n(" + Pattern.quote(begin) + ".*?)```", Pattern.DOTALL)
                .matcher(text);
        assertThat(block.find()).as(document).isTrue();
        return block.group(1).replaceAll("(secret|password)-file: .*", "$1: top secret");
    }

    @Test
    void without_settings_nothing_is_carried() throws IOException {
        assertThat(open("rekindle: {}")).isEmpty();
    }

    @Test
    void the_documented_example_of_a_gateway_is_one() throws IOException {
        String example = example("operations.md", "# an SMS provider");

        assertThat(providers(example, ChannelName.SMS)).singleElement().satisfies(one -> assertThat(one.channel())
                .isInstanceOf(GatewayChannel.class));
        assertThat(settings(example).toString()).doesNotContain("top secret", "N1234567");
    }

    @Test
    void the_documented_example_of_callbacks_can_be_verified_and_read() throws IOException {
        String example = example("operations.md", "# what the same provider calls back with")
                .replace("top secret", "a secret of sixteen");

        assertThat(callbacks(example).callbacks()).isPresent();
        assertThat(settings(example).toString()).doesNotContain("a secret of sixteen");
        SmsCallbacks unkeyed = callbacks(example.replace("# sign:", "sign:").replace("{fields}{secret}", "{fields}"));
        assertThatThrownBy(unkeyed::callbacks).hasMessageContaining("anybody could make");
        SmsCallbacks guessable = callbacks(example.replace("a secret of sixteen", "short"));
        assertThatThrownBy(guessable::callbacks).hasMessageContaining("16 characters");
    }

    private static SmsCallbacks callbacks(String yaml) throws IOException {
        SmsGateway gateway = Objects.requireNonNull(
                Objects.requireNonNull(settings(yaml).sms()).gateway());
        return Objects.requireNonNull(gateway.callbacks());
    }

    @Test
    void twilio_reports_to_the_public_address_where_there_is_one() throws IOException {
        String login = "rekindle.channels.sms.twilio: {account-sid: AC1, from: \"+15550001111\", secret: s}";

        assertThat(twilio(login).twilio().statusCallback()).isNull();
        assertThat(twilio(login + "\nrekindle.public-url: https://m.shop.example/")
                        .twilio()
                        .statusCallback())
                .hasToString("https://m.shop.example/providers/twilio/callbacks");
    }

    @Test
    void an_empty_setting_leaves_it_to_people_what_was_never_taken() throws IOException {
        Binder binder = binder(
                new ByteArrayResource("rekindle.delivery.not-taken-after: \"\"".getBytes(StandardCharsets.UTF_8)),
                new ClassPathResource("application.yml"));

        assertThat(binder.bind("rekindle.delivery", DeliverySettings.class)
                        .get()
                        .notTakenAfter())
                .isNull();
    }

    @Test
    void two_providers_of_sms_stand_in_the_order_given() throws IOException {
        String both = example("operations.md", "# an SMS provider").replace("    sms:\n", """
                            sms:
                              twilio: {account-sid: AC1, secret: s, from: "+15550001111"}
                        """);

        assertThat(providers(both, ChannelName.SMS)).extracting(Provider::name).containsExactly("twilio", "gateway");
        assertThat(providers(both.replace("twilio:", "order: [gateway, twilio]\n      twilio:"), ChannelName.SMS))
                .extracting(Provider::name)
                .containsExactly("gateway", "twilio");
        assertThatThrownBy(() -> open(both.replace("twilio:", "order: [twillio]\n      twilio:")))
                .rootCause()
                .hasMessageContaining("each once");
    }

    @Test
    void the_documented_example_of_relays_is_two_with_their_limits() throws IOException {
        List<Provider> relays = providers(example("operations.md", "# two relays"), ChannelName.EMAIL);

        assertThat(relays).extracting(Provider::name).containsExactly("old", "new");
        assertThat(relays.get(0).limits()).isEqualTo(new Limits(50, null));
        assertThat(relays.get(0).share()).isEqualTo(80);
        assertThat(relays.get(1).limits().warmUp()).isEqualTo(new WarmUp(LocalDate.parse("2026-12-01"), 200, 50, 20));
        assertThat(relays.get(1).domains()).containsEntry("gmail.com", new Limits(2, null));
    }

    @Test
    void one_relay_needs_no_list_and_has_a_name_all_the_same() throws IOException {
        String one = "rekindle.channels.email: {host: relay.example, from-address: shop@shop.example%s}";
        assertThat(providers(one.formatted(""), ChannelName.EMAIL))
                .extracting(Provider::name)
                .containsExactly("smtp");
        assertThatThrownBy(() -> open(one.formatted(", relays: [{name: a, host: a.example}]")))
                .hasMessageContaining("one of the relays");
    }

    @Test
    void a_lease_is_longer_than_all_providers_together_that_one_message_may_be_tried_at() {
        String three = "rekindle.channels.email: {from-address: shop@shop.example, relays: [{name: a, host: a.example},"
                + " {name: b, host: b.example}]}";
        assertThatThrownBy(() -> open(three))
                .hasMessageContaining("rekindle.delivery.lease, PT3M")
                .hasMessageContaining("PT3M20S");
    }

    @Test
    void the_documented_example_of_a_robot_is_one() throws IOException {
        assertThat(open(example("add-a-channel.md", "rekindle:")))
                .hasEntrySatisfying(RobotChannel.NAME, channel -> assertThat(
                                ((Providers) channel).providers().get(0).channel())
                        .isInstanceOf(RobotChannel.class));
    }

    @Test
    void a_robots_key_and_secret_are_not_printed() throws IOException {
        assertThat(open(ROBOT)).containsOnlyKeys(RobotChannel.NAME);
        assertThat(settings(ROBOT).toString()).contains("DINGTALK").doesNotContain("k1", "SEC1");
    }

    @Test
    void a_robot_that_cannot_work_is_said_without_its_key() {
        assertThatThrownBy(() -> open(ROBOT.replace("dialect: dingtalk, ", ""))).hasMessageContaining("dialect");
        assertThatThrownBy(() -> open(ROBOT.replace("?access", " ?access")))
                .hasMessageContaining("HTTPS")
                .hasMessageNotContaining("k1");
    }

    @Test
    void apple_alone_is_push_enough() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());

        Map<ChannelName, Channel> channels = open("""
                rekindle:
                  channels:
                    push:
                      apns:
                        topic: example.shop.app
                        team-id: TEAM123456
                        key-id: KEY1234567
                        key: "-----BEGIN PRIVATE KEY-----%s-----END PRIVATE KEY-----"
                """.formatted(key));

        List<Provider> services = ((Providers) channels.get(ChannelName.PUSH)).providers();
        assertThat(services).extracting(Provider::name).containsExactly("apns");
        assertThat(services.get(0).channel()).isInstanceOf(PushChannel.class);
        channels.get(ChannelName.PUSH).close();
    }

    @Test
    void twilios_callbacks_are_verified_by_the_auth_token_not_by_an_api_keys_secret() throws IOException {
        String login = "rekindle.channels.sms.twilio: {account-sid: AC1, from: \"+15550001111\", secret: s%s}";

        assertThat(twilio(login.formatted("")).callbacks()).isPresent();
        assertThat(twilio(login.formatted(", api-key: SK1")).callbacks()).isEmpty();
        assertThat(twilio(login.formatted(", api-key: SK1, auth-token: t")).callbacks())
                .isPresent();
    }

    private static Twilio twilio(String yaml) throws IOException {
        return Objects.requireNonNull(
                Objects.requireNonNull(settings(yaml).sms()).twilio());
    }
}
