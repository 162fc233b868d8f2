package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.rule.Shopper.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.language.Reading;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawRulesTest {

    private static final String RULES = """
            package rekindle.rules

            // Whoever looks often and buys for much.
            rule "collects often"
            when
                Facts( orders >= 3, daysSinceOrder < 60 )
                accumulate( Event( name == "wishlist_added", inLast(14) ); $n : count(1); $n >= 3 )
            then
                actions.segment("collectors");
            end

            rule "collects for much"
            when
                Facts( spend >= 200000 && !hasTag("reseller") )
                not Event( name == "item_returned", daysAgo <= 30 )
            then
                actions.segment("collectors");
            end

            rule "works here"
            when
                Facts( hasTag("staff") )
            then
                actions.neverContact();
            end
            """;

    private static final RuleBook BOOK = TestBook.shipped()
            .with("drl/collectors.drl", RULES)
            .replacing("campaigns/welcome.yaml", "has never ordered", "is in segment collectors")
            .book();
    private static final Release RELEASE = Release.compile(BOOK);

    private static boolean ask(Shopper shopper, int question) {
        BitSet asked = new BitSet();
        asked.set(question);
        try (RuleSession session = RELEASE.open()) {
            Facts facts = shopper.facts();
            return session.ask(facts, asked).get(question);
        }
    }

    private static boolean collects(Shopper shopper) {
        return ask(shopper, RELEASE.audience(BOOK.campaign("welcome").orElseThrow()));
    }

    private static Shopper looked(Shopper shopper, int... daysAgo) {
        for (int days : daysAgo) {
            shopper.did("Wishlist Added", days, Map.of());
        }
        return shopper;
    }

    @Test
    void takes_who_did_something_often_enough_in_a_rolling_window() {
        assertThat(collects(looked(somebody().orderedTimes(3, 5), 1, 2, 13))).isTrue();
        assertThat(collects(looked(somebody().orderedTimes(3, 5), 1, 2))).isFalse();
        assertThat(collects(looked(somebody().orderedTimes(3, 5), 1, 2, 15))).isFalse();
        assertThat(collects(looked(somebody().orderedTimes(2, 5), 1, 2, 13))).isFalse();
    }

    @Test
    void takes_by_days_since_the_last_order_up_to_the_day_before_the_limit() {
        assertThat(collects(looked(somebody().orderedTimes(3, 59), 1, 2, 3))).isTrue();
        assertThat(collects(looked(somebody().orderedTimes(3, 60), 1, 2, 3))).isFalse();
    }

    @Test
    void takes_whoever_one_of_the_rules_of_a_segment_takes() {
        assertThat(collects(somebody().ordered(1, "2000"))).isTrue();
        assertThat(collects(somebody().ordered(1, "1999.99"))).isFalse();
        assertThat(collects(somebody().ordered(1, "2000").tagged("reseller"))).isFalse();
    }

    @Test
    void takes_nobody_to_whom_it_must_not_have_happened() {
        assertThat(collects(somebody().ordered(1, "2000").did("Item Returned", 30, Map.of())))
                .isFalse();
        assertThat(collects(somebody().ordered(1, "2000").did("Item Returned", 31, Map.of())))
                .isTrue();
    }

    @Test
    void forbids_messages_as_a_line_of_the_policy_does() {
        List<Line> lines = BOOK.policy().neverContact();
        int last = lines.size() - 1;

        assertThat(lines.get(last).text()).isEqualTo("rule \"works here\"");
        assertThat(lines.get(last).file()).isEqualTo("drl/collectors.drl");
        assertThat(lines.get(last).number()).isEqualTo(20);
        assertThat(ask(somebody().tagged("staff"), RELEASE.neverContact(last))).isTrue();
        assertThat(ask(somebody(), RELEASE.neverContact(last))).isFalse();
    }

    @Test
    void explains_each_rule_of_a_segment_as_a_line() {
        Segment segment = BOOK.segments().get("collectors");
        List<Line> lines = segment.clauses().get(0).lines();
        Facts facts = somebody().ordered(1, "2500").facts();
        BitSet questions = new BitSet();
        lines.forEach(line -> questions.set(RELEASE.line(line)));

        try (RuleSession session = RELEASE.open()) {
            BitSet answers = session.lines(facts, questions);
            assertThat(lines)
                    .extracting(line -> line.number() + " " + line.text() + " " + answers.get(RELEASE.line(line)))
                    .containsExactly("4 rule \"collects often\" false", "12 rule \"collects for much\" true");
        }
        assertThat(Seen.describe(facts, lines.get(1))).startsWith("spent 2500");
    }

    @Test
    void lists_what_is_wrong_in_every_rule_of_a_file_at_once() {
        Reading reading = TestBook.shipped().with("drl/x.drl", """
                        rule "one" when Facts( oders >= 1, lifecycle == "dormnat" ) then actions.segmnet("a"); end
                        rule "two" when Facts( orders >= ) then actions.segment("b"); end
                        rule "three" when Facts( orders >= 1 ) then System.exit(0); actions.halt(); end
                        rule "four" when Facts( orders >= 1 ) then actions.segment("d"); end
                        """).reading();

        assertThat(reading.errors())
                .extracting(Problem::place)
                .containsExactly(
                        "drl/x.drl:1:24",
                        "drl/x.drl:1:49",
                        "drl/x.drl:1:74",
                        "drl/x.drl:2:34",
                        "drl/x.drl:3:45",
                        "drl/x.drl:3:69");
    }

    @Test
    void segments_of_files_and_of_raw_rules_may_speak_of_each_other() {
        RuleBook book = TestBook.shipped()
                .with("drl/x.drl", "rule x when Facts( segment(\"high-value\") ) then actions.segment(\"gold\"); end")
                .with(
                        "segments.yaml",
                        "high-value: {any of: [has ordered 5 times or more]}\nbest: {all of: [is in segment gold]}\n")
                .book();

        assertThat(book.segments().get("best").condition().questions())
                .containsExactly(new io.rekindle.engine.rule.book.Condition.Compare("orders", List.of(), ">=", 5L));
    }
}
