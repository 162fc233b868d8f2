package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.postgres.DeadLetters;
import io.rekindle.postgres.Pauses.Overdue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle redrive}: messages that no provider took are set going again. */
@Command(
        name = "redrive",
        description = {
            "Set messages going again that no provider took in 8 attempts, all or those of a campaign or channel.",
            "They are checked like any other before they leave. Shows their number and last errors first."
        })
final class RedriveVerb extends Verb {

    @Option(names = "--campaign", paramLabel = "NAME", description = "Only those of this campaign.")
    private @Nullable String campaign;

    @Option(names = "--channel", paramLabel = "NAME", description = "Only those of this channel, such as sms.")
    private @Nullable String channel;

    @Option(names = "--dry-run", description = "Show what waits and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--overdue",
            paramLabel = "CHOICE",
            description = {
                "What becomes of messages that are too old by now: send_if_wanted (default) drops them and sends the",
                "rest, restart sends all as if planned for now, drop sends none and drops all."
            })
    private Overdue overdue = Overdue.SEND_IF_WANTED;

    @Override
    int run(Surroundings here) {
        return opened(here, installation -> {
            var letters = new DeadLetters(installation.dataSource());
            var choice = new DeadLetters.Choice(campaign, channel == null ? null : channel(channel));
            long now = installation.clock().millis();
            DeadLetters.Waiting waiting = letters.waiting(choice, now);
            if (waiting.givenUp() == 0) {
                refuseUnknown(installation);
            }
            DeadLetters.Redriven redriven = dryRun
                    ? new DeadLetters.Redriven(0, 0)
                    : letters.redrive(choice, overdue, installation.policy().zone(), now);
            answer(here, waiting, redriven);
            return DONE;
        });
    }

    private static ChannelName channel(String name) {
        try {
            return new ChannelName(name);
        } catch (IllegalArgumentException e) {
            throw Refusal.wrongCall("\"" + name + "\" is no channel");
        }
    }

    private void refuseUnknown(Installation installation) {
        if (campaign != null && installation.release().book().campaign(campaign).isEmpty()) {
            List<String> names = installation.release().book().campaigns().stream()
                    .map(one -> one.name())
                    .toList();
            throw Refusal.wrongCall("there is no campaign \"" + campaign + "\"; there are " + names);
        }
    }

    private void answer(Surroundings here, DeadLetters.Waiting waiting, DeadLetters.Redriven redriven) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("given_up", waiting.givenUp());
        document.put("too_old", waiting.tooOld());
        document.put("planned", redriven.planned());
        document.put("dropped", redriven.dropped());
        document.put("dry_run", dryRun);
        here.answer(document, () -> {
            here.out()
                    .printf(
                            "%,d messages are given up, %,d of them too old to be wanted.%n",
                            waiting.givenUp(), waiting.tooOld());
            waiting.errors().forEach(one -> here.out().printf("%,8d  %s%n", one.messages(), one.detail()));
            if (!dryRun) {
                here.out().printf("%,d were planned anew, %,d dropped.%n", redriven.planned(), redriven.dropped());
            }
        });
    }
}
