package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.TestMessage;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.postgres.ContactPoints;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.PostgresAllowances;
import io.rekindle.postgres.SealingKey;
import io.rekindle.settings.Channels;
import io.rekindle.settings.GivenSettings;
import io.rekindle.settings.SendingMode;
import io.rekindle.settings.Ways;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rekindle send-test}: a message to an address of one's own. */
@Command(
        name = "send-test",
        description = {
            "Send a step's message, marked as a test, to an address of your own, by the channel that serve would use.",
            "It takes no coupon, no budget and no place under a cap, and is in no ledger. A coupon in it is made up.",
            "Refused where rekindle.sending.mode is off; in the sandbox it is printed."
        })
final class SendTestVerb extends Verb {

    @Mixin
    private Previewing message = new Previewing();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ADDRESS",
            description = "An e-mail address, a phone number (+86…), a push address or a group's name.")
    private String to = "";

    @Option(
            names = {"-D", "--set"},
            paramLabel = "SETTING=VALUE",
            description = "A setting over those of the environment, such as rekindle.sending.mode=live.")
    private Map<String, String> over = Map.of();

    @Override
    int run(Surroundings here) {
        if (to.isBlank()) {
            throw Refusal.wrongCall("--to is empty; it names where the message goes");
        }
        GivenSettings settings = settings();
        SendingMode mode = settings.sending().mode();
        if (mode == SendingMode.OFF) {
            throw new Refusal("sending is off, for tests too; set rekindle.sending.mode to sandbox or live");
        }
        return opened(here, installation -> {
            Preview preview = message.preview(installation, "");
            TestMessage test = TestMessage.of(preview, to)
                    .orElseThrow(
                            () -> new Refusal("it would be held: " + ((Rendering.Held) preview.rendering()).why()));
            if (mode == SendingMode.SANDBOX) {
                here.answer(document(test, "sandbox", "not sent"), () -> Previewing.print(here.out(), test.content()));
                return DONE;
            }
            refuseStopped(installation, test.to().channel());
            if (new ContactPoints(installation.dataSource()).isSuppressed(test.to())) {
                throw new Refusal("this address asked for no more, or mail to it came back; nothing is sent to it");
            }
            return answer(here, test, send(settings, installation, test));
        });
    }

    /** Who stopped everything, or the channel, did not mean all but tests. A provider that is stopped carries none anyway. */
    private static void refuseStopped(Installation installation, ChannelName channel) {
        List<Pauses.Scope> on = installation.pauses().on();
        Stream.of(Pauses.Scope.EVERYTHING, Pauses.Scope.channel(channel))
                .filter(on::contains)
                .findFirst()
                .ifPresent(scope -> {
                    throw new Refusal(scope.key() + " is paused, for tests too; rekindle resume " + scope.key());
                });
    }

    private GivenSettings settings() {
        try {
            return GivenSettings.read(over);
        } catch (RuntimeException unusable) { // Spring's, or what a setting says of its own value
            throw WrongSettings.told(unusable);
        }
    }

    private static Answer send(GivenSettings settings, Installation installation, TestMessage test) {
        Map<ChannelName, Channel> channels = channels(settings, installation);
        try {
            ChannelName name = test.to().channel();
            Channel channel = channels.get(name);
            if (channel == null) {
                throw new Refusal("nothing carries " + name + ": rekindle.channels." + name + " is not set");
            }
            return test.by(channel);
        } finally {
            channels.values().forEach(Channel::close);
        }
    }

    private static Map<ChannelName, Channel> channels(GivenSettings settings, Installation installation) {
        try {
            return Channels.open(
                    settings.sending().mode(),
                    settings.channels(),
                    settings.delivery(),
                    new PostgresAllowances(installation.dataSource()),
                    installation.release().book(),
                    Ways.of(settings.world(), settings.channels(), SealingKey.of(installation.dataSource())));
        } catch (IllegalArgumentException unusable) {
            throw new Refusal("the settings cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static int answer(Surroundings here, TestMessage test, Answer answer) {
        String outcome = answer instanceof Answer.Accepted
                ? "accepted"
                : answer instanceof Answer.Rejected
                        ? "rejected"
                        : answer instanceof Answer.Later ? "not now" : "in doubt";
        String why = answer instanceof Answer.Accepted accepted
                ? accepted.providerId()
                : answer instanceof Answer.Rejected rejected
                        ? rejected.why()
                        : answer instanceof Answer.Later later ? later.why() : ((Answer.InDoubt) answer).why();
        here.answer(document(test, outcome, why), () -> here.out().println(outcome + ": " + why));
        return answer instanceof Answer.Accepted ? DONE : NO;
    }

    private static Map<String, Object> document(TestMessage test, String outcome, String detail) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", test.id());
        document.put("channel", test.to().channel().value());
        document.put("outcome", outcome);
        document.put("detail", detail);
        document.put("title", test.content().title());
        document.put("text", test.content().text());
        return document;
    }
}
