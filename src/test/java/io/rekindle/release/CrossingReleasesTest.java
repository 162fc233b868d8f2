package io.rekindle.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.AtOnce;
import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.sweep.ReleaseReplacedException;
import io.rekindle.postgres.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class CrossingReleasesTest {

    private static final String LIVE = "2026-03-02T08:00:00Z";
    private static final String NOON = "2026-03-02T12:00:00Z";
    /** Of two transitions of one instant the second stands a millisecond later. */
    private static final String AFTER_NOON = "2026-03-02T12:00:01Z";

    private static final List<String> REFS =
            IntStream.range(0, 40).mapToObj(index -> "c" + index).toList();

    private final SmallShop one;
    private final SmallShop other;

    CrossingReleasesTest(DataSource database) {
        one = new SmallShop(
                database,
                Map.of("lifecycle.csv", "state,label_en,label_zh,orders\nnew,New,新客,0..1\nloyal,Loyal,忠诚,>=2\n"));
        other = one.under(
                Books.withLifecycle("state,label_en,label_zh,orders\nprospect,Prospect,潜在,0\nactive,Active,活跃,>=1\n"),
                LIVE);
    }

    @Test
    void leave_nobody_under_another_while_events_and_sweeps_cross_them() throws Exception {
        AtOnce.all(List.of(
                () -> orders("a"), () -> orders("b"), () -> sweeps(one), () -> sweeps(other), this::goLiveInTurn));
        other.installation().goLive(SmallShop.millis(LIVE));
        other.sweep(AFTER_NOON);

        assertThat(stale()).isEmpty();
        assertThat(other.pairs("select lifecycle, count(*) from due group by 1"))
                .isEqualTo(Map.of("active", "40"));
    }

    /** Who would be decided on otherwise, or sooner, than the store knows. */
    private List<String> stale() {
        List<String> stale = new ArrayList<>();
        long end = SmallShop.millis(AFTER_NOON);
        Map<String, String> due = other.pairs(
                "select c.ref, coalesce(millis(due_at), 9223372036854775807) from due join customer c on c.id = customer_id");
        try (Evaluator evaluator = other.installation().evaluator()) {
            other.installation().customers().forEach(known -> {
                String ref = known.profile().id().value();
                Evaluation evaluation = evaluator.evaluate(known.profile(), known.history(), end, end);
                if (evaluation.changes() || Long.parseLong(String.valueOf(due.get(ref))) > evaluation.next()) {
                    stale.add(ref + " " + evaluation);
                }
            });
        }
        return stale;
    }

    private Object orders(String sender) {
        for (String ref : REFS) {
            String id = sender + "-" + ref;
            one.store(List.of(SmallShop.event(id, ref, "Order Completed", NOON, "order_id", id, "total", 10)), NOON);
        }
        return sender;
    }

    private static Object sweeps(SmallShop at) {
        int replaced = 0;
        for (int times = 0; times < 40; times++) {
            try {
                at.sweep(NOON);
            } catch (ReleaseReplacedException another) {
                // As it is to be: the next sweep may find it live again.
                replaced++;
            }
        }
        return replaced;
    }

    private Object goLiveInTurn() {
        for (int times = 0; times < 12; times++) {
            (times % 2 == 0 ? one : other).installation().goLive(SmallShop.millis(LIVE));
        }
        return one;
    }
}
