package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.PauseScopes;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Pauses.Overdue;
import io.rekindle.postgres.Pauses.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekindle pause}, {@code resume} and {@code cancel}: the switches that stop messages. */
final class PauseVerbs {

    private PauseVerbs() {}

    /** A verb on one scope. */
    private abstract static class OnScope extends Verb {

        @Parameters(index = "0", paramLabel = "SCOPE", description = PauseScopes.FORM + ", such as channel:sms.")
        private String scope = "";

        /** Turns the switch; returns how many messages that changed, or -1 where it changes none by itself. */
        abstract int turn(Pauses pauses, Scope wanted, Installation installation, long now);

        @Override
        int run(Surroundings here) {
            return opened(here, installation -> {
                Scope wanted = scope(installation);
                long now = installation.clock().millis();
                Pauses.Waiting before = installation.pauses().waiting(wanted, now);
                int changed = turn(installation.pauses(), wanted, installation, now);
                Pauses.Waiting after = installation.pauses().waiting(wanted, now);
                answer(here, wanted, before, after, changed);
                return DONE;
            });
        }

        private Scope scope(Installation installation) {
            List<Scope> all = PauseScopes.of(installation);
            Scope named = new Scope(scope);
            if (all.contains(named)) {
                return named;
            }
            String kind = scope.substring(0, scope.indexOf(':') + 1);
            List<String> names = all.stream()
                    .map(Scope::key)
                    .filter(key -> !kind.isEmpty() && key.startsWith(kind))
                    .map(key -> key.substring(kind.length()))
                    .sorted()
                    .toList();
            throw Refusal.wrongCall(
                    names.isEmpty()
                            ? "\"" + scope + "\" is no scope; write " + PauseScopes.FORM
                            : "there is no " + kind.replace(":", " \"") + scope.substring(kind.length())
                                    + "\"; there are " + names);
        }

        private static void answer(
                Surroundings here, Scope scope, Pauses.Waiting before, Pauses.Waiting after, int changed) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("scope", scope.key());
            after.since()
                    .ifPresent(since ->
                            document.put("since", Instant.ofEpochMilli(since).toString()));
            document.put("waiting", after.waiting());
            document.put("overdue", after.overdue());
            document.put("too_old", after.tooOld());
            if (changed >= 0) {
                document.put("changed", changed);
            }
            here.answer(document, () -> {
                here.out().printf("%s is %s.%n", scope.key(), after.since().isPresent() ? "paused" : "not paused");
                here.out()
                        .printf(
                                "%,d messages waited, %,d of them overdue, %,d of these too old to be wanted.%n",
                                before.waiting(), before.overdue(), before.tooOld());
                if (changed >= 0) {
                    here.out().printf("%,d were dropped or planned anew; %,d wait now.%n", changed, after.waiting());
                }
            });
        }
    }

    /** Stops messages. */
    @Command(
            name = "pause",
            description = {
                "Stop messages of a campaign, of a channel, by a provider, or all, on all nodes, from the next one on.",
                "They wait; customers are evaluated as before. What a stopped provider would have carried goes by the",
                "channel's others, and waits where there are none."
            })
    static final class Pause extends OnScope {

        @Override
        int turn(Pauses pauses, Scope wanted, Installation installation, long now) {
            pauses.pause(wanted, now);
            return -1;
        }
    }

    /** Lets messages go on. */
    @Command(name = "resume", description = "Let messages go on, at the rate at which messages leave.")
    static final class Resume extends OnScope {

        @Option(
                names = "--overdue",
                paramLabel = "CHOICE",
                description = {
                    "What becomes of messages that should have left meanwhile: send_if_wanted (default) drops those",
                    "that are too old, restart sends all as if planned for now, drop sends none."
                })
        private Overdue overdue = Overdue.SEND_IF_WANTED;

        @Override
        int turn(Pauses pauses, Scope wanted, Installation installation, long now) {
            int changed = pauses.resume(wanted, overdue, installation.policy().zone(), now);
            return overdue == Overdue.SEND_IF_WANTED ? -1 : changed;
        }
    }

    /** Drops what is planned. */
    @Command(
            name = "cancel",
            description = {
                "Drop every planned message of a campaign, of a channel, or all, also those for later; of a provider those",
                "that no other one carries.",
                "Their coupons and money are free again. What is decided from now on is planned as before."
            })
    static final class Cancel extends OnScope {

        @Override
        int turn(Pauses pauses, Scope wanted, Installation installation, long now) {
            return pauses.cancel(wanted, installation.policy().zone(), now);
        }
    }
}
