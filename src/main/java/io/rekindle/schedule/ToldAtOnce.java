package io.rekindle.schedule;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.Review;
import io.rekindle.engine.sweep.Swept;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each batch what it planned as soon as that is committed: how many messages of each campaign. A sweep's report comes
 * once nobody is left, which is too late for who waits for an answer.
 */
record ToldAtOnce(DueCustomers due, Consumer<Map<String, Long>> planned) implements DueCustomers {

    @Override
    public Batch take(Release release, Place after, long until, int most) {
        return new Telling(due.take(release, after, until, most), planned);
    }

    @Override
    public @Nullable Review review(Release release, long until) {
        return due.review(release, until);
    }

    private record Telling(Batch batch, Consumer<Map<String, Long>> planned) implements Batch {

        @Override
        public List<DueCustomer> customers() {
            return batch.customers();
        }

        @Override
        public List<Grant> reserve(List<Decision> sends) {
            return batch.reserve(sends);
        }

        @Override
        public void write(List<Swept> swept) {
            batch.write(swept);
            Map<String, Long> messages = new TreeMap<>();
            for (Swept one : swept) {
                one.decisions().stream()
                        .map(decided -> decided.settled())
                        .filter(settled -> settled.outcome() == Outcome.SEND)
                        .forEach(settled -> messages.merge(settled.campaign(), 1L, Long::sum));
            }
            if (!messages.isEmpty()) {
                planned.accept(messages);
            }
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
