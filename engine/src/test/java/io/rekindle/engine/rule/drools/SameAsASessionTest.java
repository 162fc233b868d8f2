package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.rule.Shopper.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Condition.All;
import io.rekindle.engine.rule.book.Condition.Any;
import io.rekindle.engine.rule.book.Condition.Ask;
import io.rekindle.engine.rule.book.Condition.Compare;
import io.rekindle.engine.rule.book.Condition.Not;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** Random rules and customers: walking the tests answers what a Drools session fires, and notes the same horizon. */
class SameAsASessionTest {

    /** More than the bits of one word, and of two. */
    private static final int RULES = 150;

    private static final List<Condition> QUESTIONS = List.of(
            new Compare("lifecycle", List.of(), "==", "dormant"),
            new Compare("lifecycle", List.of(), "==", "active"),
            new Compare("lifecycle", List.of(), "!=", "lost"),
            new Compare("orders", List.of(), ">=", 2L),
            new Compare("orders", List.of(), "==", 1L),
            new Compare("spend", List.of(), ">=", 100_00L),
            new Compare("openCases", List.of(), "==", 0L),
            new Ask("hasTag", List.of("baby")),
            new Ask("daysSinceOrder", List.of(">=", 5L)),
            new Ask("daysSinceOrder", List.of("<=", 9L)),
            new Ask("daysSinceVisit", List.of("<=", 3L)),
            new Ask("visitsIn", List.of(7L, ">=", 2L)),
            new Ask("visitDrop", List.of(5L, ">=", 50L)),
            new Ask("weekday", List.of("<=", 5L)));

    private static final List<LifecycleState> STATES =
            List.of(LifecycleState.DORMANT, LifecycleState.ACTIVE, LifecycleState.LOST);

    private final Random random = new Random(5);

    @Test
    void walking_the_tests_answers_what_a_session_fires() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(0, "rule 0", "", "x.yaml", 0, new All(List.of())));
        for (int rule = 1; rule < RULES; rule++) {
            rules.add(new Rule(rule, "rule " + rule, "", "x.yaml", rule, condition(2)));
        }
        Compiled compiled = Compiled.of("random", rules);
        KieSession session = compiled.open();
        int yes = 0;
        int noted = 0;
        try (Firing firing = new Firing(compiled)) {
            for (int customer = 0; customer < 300; customer++) {
                Shopper shopper = shopper();
                Facts fired = fired(session, shopper.facts(), compiled.questions());
                Facts walked = shopper.facts();
                firing.askAll(walked);
                assertThat(walked.answers()).isEqualTo(fired.answers());
                assertThat(walked.horizon()).isEqualTo(fired.horizon());
                yes += walked.answers().cardinality();
                noted += walked.horizon() == Long.MAX_VALUE ? 0 : 1;

                BitSet some = some();
                Facts asked = shopper.facts();
                firing.ask(asked, some);
                some.and(fired.answers());
                assertThat(asked.answers()).isEqualTo(some);
                assertThat(asked.horizon()).isGreaterThanOrEqualTo(fired.horizon());
            }
        } finally {
            session.dispose();
        }
        assertThat(yes).isBetween(4_000, 40_000);
        assertThat(noted).isGreaterThan(150);
    }

    private static Facts fired(KieSession session, Facts facts, BitSet questions) {
        facts.ask(questions);
        FactHandle handle = session.insert(facts);
        session.fireAllRules();
        session.delete(handle);
        return facts;
    }

    private Shopper shopper() {
        Shopper shopper = somebody().is(STATES.get(random.nextInt(STATES.size())));
        for (int event = random.nextInt(8); event > 0; event--) {
            switch (random.nextInt(3)) {
                case 0 -> shopper.ordered(random.nextInt(20));
                case 1 -> shopper.visited(random.nextInt(12));
                default -> shopper.tagged("baby");
            }
        }
        return shopper;
    }

    private BitSet some() {
        BitSet some = new BitSet();
        int many = 1 + random.nextInt(10);
        for (int one = 0; one < many; one++) {
            some.set(random.nextInt(RULES));
        }
        return some;
    }

    private Condition condition(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        return switch (kind) {
            case 1 -> new All(conditions(depth));
            case 2 -> new Any(conditions(depth));
            case 3 -> new Not(condition(depth - 1));
            default -> QUESTIONS.get(random.nextInt(QUESTIONS.size()));
        };
    }

    private List<Condition> conditions(int depth) {
        return IntStream.range(0, 2 + random.nextInt(2))
                .mapToObj(part -> condition(depth - 1))
                .toList();
    }
}
