package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.rule.Shopper.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleGridTest {

    private static final RuleSession SHIPPED =
            Release.compile(TestBook.shipped().book()).open();

    @AfterAll
    static void close() {
        SHIPPED.close();
    }

    static Stream<Arguments> customers() {
        return Stream.of(
                Arguments.of("prospect", somebody()),
                Arguments.of("prospect", somebody().visited(1)),
                Arguments.of("new", somebody().ordered(0)),
                Arguments.of("new", somebody().ordered(29)),
                Arguments.of("dormant", somebody().ordered(30)),
                Arguments.of("dormant", somebody().ordered(119)),
                Arguments.of("lost", somebody().ordered(120)),
                Arguments.of("active", somebody().orderedTimes(2, 29)),
                Arguments.of("dormant", somebody().orderedTimes(2, 30)),
                Arguments.of("churn_risk", visitsFell(2, 1)),
                Arguments.of("new", visitsFell(3, 2)),
                Arguments.of("loyal", somebody().orderedTimes(4, 1).ordered(10, "1600")),
                Arguments.of("active", somebody().orderedTimes(4, 1).ordered(10, "1599.99")),
                Arguments.of("active", somebody().orderedTimes(3, 1).ordered(10, "9999")));
    }

    private static Shopper visitsFell(int from, int to) {
        return somebody().ordered(29).visitedTimes(from, 40).visitedTimes(to, 5);
    }

    @ParameterizedTest
    @MethodSource("customers")
    void the_first_row_that_matches_gives_the_state(String state, Shopper shopper) {
        assertThat(SHIPPED.lifecycle(shopper.facts()))
                .isEqualTo(LifecycleState.of(state).orElseThrow());
    }

    @Test
    void four_states_by_their_own_boundaries() {
        try (RuleSession session = Release.compile(fourStates()).open()) {
            assertThat(state(session, somebody().ordered(7))).isEqualTo(LifecycleState.NEW);
            assertThat(state(session, somebody().ordered(8))).isEqualTo(LifecycleState.ACTIVE);
            assertThat(state(session, somebody().ordered(90).ordered(30))).isEqualTo(LifecycleState.ACTIVE);
            assertThat(state(session, somebody().ordered(90).ordered(31))).isEqualTo(LifecycleState.CHURN_RISK);
            assertThat(state(session, somebody().ordered(60))).isEqualTo(LifecycleState.CHURN_RISK);
            assertThat(state(session, somebody().ordered(61))).isEqualTo(LifecycleState.DORMANT);
            assertThat(state(session, somebody())).isNull();
        }
    }

    private static RuleBook fourStates() {
        return TestBook.empty().with("lifecycle.csv", """
                        state,days_since_first_order,days_since_order
                        NEW,<=7,
                        ACTIVE,,≤30
                        Churn Risk,,31..60
                        DORMANT,,>60
                        """).book();
    }

    private static @Nullable LifecycleState state(RuleSession session, Shopper shopper) {
        return session.lifecycle(shopper.facts());
    }

    @Test
    void a_row_without_cells_is_everybody_else_and_a_state_may_have_several_rows() {
        RuleBook book = TestBook.empty()
                .with("lifecycle.csv", """
                        \uFEFFstate,label_zh,spend_180d,visits,orders_30d
                        loyal,忠诚,>=99.50,,
                        loyal,,,,=2
                        active,,,>0,
                        new,,,,
                        """.replace("\n", "\r\n"))
                .book();

        try (RuleSession session = Release.compile(book).open()) {
            assertThat(state(session, somebody().ordered(1, "99.50"))).isEqualTo(LifecycleState.LOYAL);
            assertThat(state(session, somebody().ordered(1, "1").ordered(2, "1")))
                    .isEqualTo(LifecycleState.LOYAL);
            assertThat(state(session, somebody().visited(700))).isEqualTo(LifecycleState.ACTIVE);
            assertThat(state(session, somebody().ordered(1, "99.49"))).isEqualTo(LifecycleState.NEW);
        }
        assertThat(book.lifecycle().get(3).text()).isEqualTo("everybody else");
    }

    @Test
    void the_state_changes_at_the_instant_the_horizon_said() {
        Facts facts = somebody().ordered(10).visited(3).facts();
        LifecycleState before = SHIPPED.lifecycle(facts);
        long horizon = facts.horizon();

        assertThat(before).isEqualTo(LifecycleState.NEW);
        List<LifecycleState> states = IntStream.range(0, 200)
                .mapToObj(day -> SHIPPED.lifecycle(facts.at(horizon + day * 86_400_000L)))
                .toList();
        assertThat(states).containsSubsequence(LifecycleState.DORMANT, LifecycleState.LOST);
    }

    @Test
    void nothing_changes_between_one_horizon_and_the_next() {
        Facts facts =
                somebody().ordered(10).visitedTimes(4, 35).visitedTimes(3, 3).facts();
        long end = facts.asOf() + 200L * 86_400_000;
        for (long from = facts.asOf(); from < end; ) {
            Facts now = facts.at(from);
            LifecycleState state = SHIPPED.lifecycle(now);
            long until = Math.min(now.horizon(), end);
            for (long at = from; at < until; at += 3_600_000) {
                assertThat(SHIPPED.lifecycle(facts.at(at))).isEqualTo(state);
            }
            assertThat(SHIPPED.lifecycle(facts.at(until - 1))).isEqualTo(state);
            from = until;
        }
    }
}
