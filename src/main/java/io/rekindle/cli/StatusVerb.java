package io.rekindle.cli;

import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code rekindle status}: what waits, since when, and what is paused. */
@Command(name = "status", description = "What waits: customers due, messages by channel, the oldest, in doubt, pauses.")
final class StatusVerb extends Verb {

    @Override
    int run(Surroundings here) {
        return opened(here, installation -> {
            long now = installation.clock().millis();
            Pulse pulse = new Pulse(installation.dataSource());
            Pulse.Queues queues = pulse.queues(now);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("release", installation.releases().live().orElse(""));
            document.put("due_customers", queues.dueCustomers());
            document.put("customers_to_review", queues.toReview());
            document.put("waiting", queues.waiting());
            Long oldest = queues.oldestWaiting();
            if (oldest != null) {
                document.put("oldest_waiting", Instant.ofEpochMilli(oldest).toString());
            }
            document.put("planned", queues.planned());
            document.put("in_doubt", queues.inDoubt());
            document.put("providers", installation.carriers().byChannel());
            document.put("in_doubt_at", pulse.byProvider("in_doubt"));
            document.put("given_up_at", pulse.byProvider("given_up"));
            document.put(
                    "paused",
                    installation.pauses().on().stream().map(Pauses.Scope::key).toList());
            here.answer(document, () -> {
                document.forEach((name, value) -> here.out().printf("%-16s %s%n", name.replace('_', ' '), value));
                if (oldest != null) {
                    Duration waits = Duration.ofMillis(now - oldest);
                    here.out().printf("The oldest message has waited for %d min.%n", waits.toMinutes());
                }
            });
            return DONE;
        });
    }
}
