package io.rekindle.settings;

import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.robot.RobotChannel;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Sandbox;
import io.rekindle.engine.delivery.provider.Allowances;
import io.rekindle.engine.delivery.provider.Provider;
import io.rekindle.engine.delivery.provider.Providers;
import io.rekindle.engine.rule.book.RuleBook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that the settings ask for. */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    /** The one that all channels go by. */
    private static final Clock CLOCK = Clock.systemUTC();

    private Channels() {}

    /**
     * The channels of the mode: none when off, a {@link Sandbox} for each channel the rule book uses, or those that have
     * settings, each with its providers.
     *
     * @param allowances where providers' limits are kept
     * @param ways what letters say of where to stop them
     */
    public static Map<ChannelName, Channel> open(
            SendingMode mode,
            ChannelsSettings settings,
            DeliverySettings delivery,
            Allowances allowances,
            RuleBook book,
            Ways ways) {
        return switch (mode) {
            case OFF -> Map.of();
            case SANDBOX -> sandboxes(book);
            case LIVE -> live(settings, delivery, allowances, ways);
        };
    }

    private static Map<ChannelName, Channel> sandboxes(RuleBook book) {
        Map<ChannelName, Channel> channels = new TreeMap<>();
        book.campaigns().forEach(campaign -> campaign.steps()
                .forEach(step -> channels.put(step.channel(), new Sandbox(step.channel()))));
        return channels;
    }

    static Map<ChannelName, Channel> live(
            ChannelsSettings settings, DeliverySettings delivery, Allowances allowances, Ways ways) {
        Map<ChannelName, Channel> channels = new TreeMap<>();
        BiConsumer<ChannelName, List<Provider>> open = (name, providers) ->
                channels.put(name, new Providers(name, providers, allowances, delivery.retryShare()));
        Email email = settings.email();
        if (email != null && email.isSet()) {
            within(delivery.lease(), email.longest(), "email");
            Letterhead head = email.letterhead(ways);
            if (head.unsubscribe() == null) {
                LOG.warn("e-mails leave without one-click unsubscribing, which mailbox providers ask for:"
                        + " rekindle.public-url is not set to an https address");
            }
            open.accept(ChannelName.EMAIL, email.providers(delivery.connections(ChannelName.EMAIL), head, CLOCK));
        }
        ChannelsSettings.Sms sms = settings.sms();
        if (sms != null && !sms.longest().isZero()) {
            within(delivery.lease(), sms.longest(), "sms");
            open.accept(ChannelName.SMS, sms.providers(CLOCK));
        }
        Push push = settings.push();
        if (push != null && push.isSet()) {
            within(delivery.lease(), push.longest(), "push");
            open.accept(ChannelName.PUSH, push.providers(CLOCK));
        }
        Robot robot = settings.robot();
        if (robot != null && robot.isSet()) {
            within(delivery.lease(), robot.longest(), "robot");
            open.accept(RobotChannel.NAME, List.of(new Provider("robot", new RobotChannel(robot.robot(), CLOCK))));
        }
        return channels;
    }

    /** A lease that runs out while the provider is still being waited for would leave sent messages in doubt. */
    private static void within(Duration lease, Duration longest, String channel) {
        if (longest.compareTo(lease) >= 0) {
            throw new IllegalArgumentException(
                    "rekindle.delivery.lease, " + lease + ", has to be longer than the limits of"
                            + " rekindle.channels." + channel + " together, " + longest);
        }
    }
}
