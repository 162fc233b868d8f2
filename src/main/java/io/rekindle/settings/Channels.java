package io.rekindle.settings;

import io.rekindle.channels.email.SmtpChannel;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.robot.RobotChannel;
import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.channels.sms.gateway.GatewayChannel;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Sandbox;
import io.rekindle.engine.rule.book.RuleBook;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that the settings ask for. */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private Channels() {}

    /**
     * The channels of the mode: none when off, a {@link Sandbox} for each channel the rule book uses, or those that have
     * settings.
     *
     * @param ways what letters say of where to stop them
     */
    public static Map<ChannelName, Channel> open(
            SendingMode mode, ChannelsSettings settings, DeliverySettings delivery, RuleBook book, Ways ways) {
        return switch (mode) {
            case OFF -> Map.of();
            case SANDBOX -> sandboxes(book);
            case LIVE -> live(settings, delivery, ways);
        };
    }

    private static Map<ChannelName, Channel> sandboxes(RuleBook book) {
        Map<ChannelName, Channel> channels = new TreeMap<>();
        book.campaigns().forEach(campaign -> campaign.steps()
                .forEach(step -> channels.put(step.channel(), new Sandbox(step.channel()))));
        return channels;
    }

    static Map<ChannelName, Channel> live(ChannelsSettings settings, DeliverySettings delivery, Ways ways) {
        Map<ChannelName, Channel> channels = new TreeMap<>();
        Email email = settings.email();
        if (email != null && email.isSet()) {
            within(delivery.lease(), email.longest(), "email");
            int connections = delivery.connections(ChannelName.EMAIL);
            Letterhead head = email.letterhead(ways);
            if (head.unsubscribe() == null) {
                LOG.warn("e-mails leave without one-click unsubscribing, which mailbox providers ask for:"
                        + " rekindle.public-url is not set to an https address");
            }
            channels.put(ChannelName.EMAIL, new SmtpChannel(email.smtp(connections), head));
        }
        sms(settings.sms(), delivery, channels);
        Push push = settings.push();
        if (push != null && push.isSet()) {
            within(delivery.lease(), push.longest(), "push");
            channels.put(ChannelName.PUSH, push.channel());
        }
        Robot robot = settings.robot();
        if (robot != null && robot.isSet()) {
            within(delivery.lease(), robot.longest(), "robot");
            channels.put(RobotChannel.NAME, new RobotChannel(robot.robot()));
        }
        return channels;
    }

    private static void sms(
            ChannelsSettings.@Nullable Sms sms, DeliverySettings delivery, Map<ChannelName, Channel> channels) {
        Twilio twilio = sms == null ? null : sms.twilio();
        SmsGateway gateway = sms == null ? null : sms.gateway();
        if (twilio != null && twilio.isSet()) {
            within(delivery.lease(), twilio.longest(), "sms.twilio");
            channels.put(ChannelName.SMS, new TwilioChannel(twilio.twilio()));
        }
        if (gateway != null && gateway.isSet()) {
            within(delivery.lease(), gateway.longest(), "sms.gateway");
            if (channels.put(ChannelName.SMS, new GatewayChannel(gateway.gateway())) != null) {
                throw new IllegalArgumentException(
                        "rekindle.channels.sms has two providers, twilio and gateway; it takes one");
            }
        }
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
