package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.rule.Shopper.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Release RELEASE = Release.compile(TestBook.shipped().book());

    @Test
    void threads_ask_one_release_each_in_a_session_of_its_own() throws Exception {
        BitSet asked = new BitSet();
        asked.set(RELEASE.audience(RELEASE.book().campaigns().get(0)), RELEASE.neverContact(2) + 1);
        BitSet expected;
        try (RuleSession session = RELEASE.open()) {
            expected = session.ask(somebody().ordered(7).facts(), asked);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<BitSet>> answers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                answers.add(threads.submit(manyTimes(asked)));
            }
            for (Future<BitSet> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<BitSet> manyTimes(BitSet asked) {
        return () -> {
            try (RuleSession session = RELEASE.open()) {
                BitSet answer = new BitSet();
                for (int time = 0; time < 25_000; time++) {
                    answer = session.ask(somebody().ordered(7).facts(), asked);
                }
                return answer;
            }
        };
    }

    @Test
    void a_customer_at_whom_a_rule_fails_leaves_nothing_to_the_next() {
        Condition broken = new Condition.Ask("wasLifecycle", List.of("no such state"));
        Release release = Release.compile(withFirstExit(broken));
        Campaign campaign = release.book().campaigns().get(0);
        BitSet exit = new BitSet();
        exit.set(release.exit(campaign, 0));

        try (RuleSession session = release.open()) {
            Facts failing = somebody().facts();
            assertThatThrownBy(() -> session.ask(failing, exit)).isInstanceOf(RuntimeException.class);
            assertThat(session.factCount()).isZero();

            BitSet audience = new BitSet();
            audience.set(release.audience(campaign));
            Facts next =
                    somebody().did("Cart Abandoned", 0, Map.of("value", 100)).facts();
            assertThat(session.ask(next, audience)).isEqualTo(audience);
        }
    }

    private static RuleBook withFirstExit(Condition condition) {
        RuleBook book = RELEASE.book();
        Campaign one = book.campaigns().get(0);
        Line exit = new Line(one.file(), 7, 5, "x", "x", condition);
        Campaign changed = new Campaign(
                one.name(),
                one.label(),
                one.trigger(),
                one.audience(),
                List.of(exit),
                one.reEntry(),
                one.goal(),
                one.holdoutBasisPoints(),
                one.budget(),
                one.variants(),
                one.steps(),
                one.file(),
                one.number());
        return new RuleBook(
                book.version(),
                book.lifecycle(),
                book.segments(),
                book.offers(),
                book.policy(),
                book.rfm(),
                List.of(changed),
                book.hooks(),
                book.templates(),
                book.files());
    }

    @Test
    void what_is_not_in_the_vocabulary_never_becomes_a_rule() {
        for (Condition condition : List.of(
                new Condition.Ask("getClass", List.of()),
                new Condition.Ask("hasTag", List.of("\") || eval(true")),
                new Condition.Ask("hasTag", List.of("a\\u0022")),
                new Condition.Ask("hasTag", List.of()),
                new Condition.Ask("daysSinceOrder", List.of(") || (1 ==", 1L)),
                new Condition.Compare("orders", List.of(), "~=", 1L),
                new Condition.Ask("segment", List.of("high-value")))) {
            assertThatThrownBy(() -> Constraint.of(condition)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cheap_tests_stand_before_those_that_time_can_change() {
        Condition timed = new Condition.Ask("daysSinceVisit", List.of("<=", 7L));
        Condition state = new Condition.Compare("lifecycle", List.of(), "==", "new");
        Condition tagged = new Condition.Ask("hasTag", List.of("母婴"));
        Condition group = new Condition.Any(List.of(timed, tagged));

        assertThat(Constraint.of(new Condition.All(List.of(group, timed, tagged, state))))
                .containsExactly(
                        "lifecycle == \"new\"",
                        "hasTag(\"母婴\")",
                        "(hasTag(\"母婴\") || daysSinceVisit(\"<=\", 7L))",
                        "daysSinceVisit(\"<=\", 7L)");
        assertThat(Constraint.of(new Condition.Not(new Condition.All(List.of(group, state)))))
                .containsExactly("(lifecycle != \"new\" || (!hasTag(\"母婴\") && !daysSinceVisit(\"<=\", 7L)))");
    }
}
