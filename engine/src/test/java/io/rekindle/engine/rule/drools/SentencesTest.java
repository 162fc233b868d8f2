package io.rekindle.engine.rule.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.drools.SentenceExamples.Example;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of the catalogue, asked of the customers of its example. */
class SentencesTest {

    private static final List<Example> EXAMPLES = SentenceExamples.all();

    private static final Release RELEASE = Release.compile(TestBook.shipped()
            .with("campaigns/dormant-recall.yaml", campaign())
            .without("policy.yaml")
            .book());
    private static final Campaign CAMPAIGN =
            RELEASE.book().campaign(Shopper.CAMPAIGN).orElseThrow();
    private static final RuleSession SESSION = RELEASE.open();

    /** A campaign that one leaves by any of the sentences. */
    private static String campaign() {
        String exits = EXAMPLES.stream().map(one -> "  - " + one.line() + "\n").collect(Collectors.joining());
        return "campaign: dormant-recall\ntrigger: every day at 10:00\nexit when:\n" + exits
                + "steps:\n  - d30: at once, send push recall-price with coupon BACK15\n";
    }

    static List<Example> examples() {
        return EXAMPLES;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void holds_up_to_its_boundary_and_not_beyond(Example example) {
        int index = EXAMPLES.indexOf(example);
        int exit = RELEASE.exit(CAMPAIGN, index);
        int line = RELEASE.line(CAMPAIGN.exits().get(index));

        assertThat(example.holds())
                .allSatisfy(one -> assertThat(ask(one, exit)).isTrue())
                .allSatisfy(one -> assertThat(askLine(one, line)).isTrue());
        assertThat(example.fails())
                .allSatisfy(one -> assertThat(ask(one, exit)).isFalse())
                .allSatisfy(one -> assertThat(askLine(one, line)).isFalse());
    }

    @Test
    void every_sentence_holds_of_somebody_and_not_of_somebody() {
        Map<String, Integer> holds = new TreeMap<>();
        Map<String, Integer> fails = new TreeMap<>();
        for (int index = 0; index < EXAMPLES.size(); index++) {
            String sentence = CAMPAIGN.exits().get(index).sentence();
            holds.merge(sentence, EXAMPLES.get(index).holds().size(), Integer::sum);
            fails.merge(sentence, EXAMPLES.get(index).fails().size(), Integer::sum);
        }
        assertThat(holds)
                .allSatisfy((sentence, examples) -> assertThat(examples).isPositive());
        assertThat(fails)
                .allSatisfy((sentence, examples) -> assertThat(examples).isPositive());
    }

    @Test
    void every_sentence_of_the_catalogue_has_an_example() {
        var catalogue = RELEASE.book().files().get("language/customer.en.dsl");
        var ids = Pattern.compile("^\\[condition]\\[(\\w+)", Pattern.MULTILINE)
                .matcher(catalogue)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(CAMPAIGN.exits().stream().map(Line::sentence).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void all_questions_asked_at_once_are_answered_as_one_by_one() {
        BitSet all = new BitSet();
        IntStream.range(0, EXAMPLES.size()).forEach(index -> all.set(RELEASE.exit(CAMPAIGN, index)));
        for (Example example : EXAMPLES) {
            for (Shopper shopper : example.holds()) {
                BitSet together = (BitSet) SESSION.ask(shopper.facts(), all).clone();
                BitSet single = new BitSet();
                all.stream().filter(question -> ask(shopper, question)).forEach(single::set);
                assertThat(together).isEqualTo(single);
            }
        }
    }

    private static boolean ask(Shopper shopper, int question) {
        BitSet asked = new BitSet();
        asked.set(question);
        return SESSION.ask(shopper.facts(), asked).get(question);
    }

    private static boolean askLine(Shopper shopper, int question) {
        BitSet asked = new BitSet();
        asked.set(question);
        return SESSION.lines(shopper.facts(), asked).get(question);
    }

    @AfterAll
    static void nothing_stays_in_the_session() {
        assertThat(SESSION.factCount()).isZero();
        SESSION.close();
    }
}
