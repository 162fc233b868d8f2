package io.rekindle.engine.rule.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import io.rekindle.engine.rule.language.Reading;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said of lines without asking anybody is true of everybody who is asked. */
class SoundnessTest {

    private static final int CAMPAIGNS = 60;
    private static final int SHOPPERS = 200;

    private static final List<String> SENTENCES = List.of(
            "lifecycle is dormant",
            "lifecycle is not dormant",
            "lifecycle is active or new",
            "lifecycle is loyal",
            "lifecycle is churn_risk",
            "has never ordered",
            "has ordered exactly once",
            "has ordered {n} times or more",
            "has ordered fewer than {n} times",
            "has ordered {n} times or more in the last {d} days",
            "has ordered fewer than {n} times in the last {d} days",
            "last order was {d} days ago or more",
            "last order was {d} days ago or less",
            "first order was {d} days ago or more",
            "has spent {m} CNY or more",
            "has spent {m} CNY or more in the last {d} days",
            "has spent less than {m} CNY in the last {d} days",
            "registered {d} days ago or less",
            "visited in the last {d} days",
            "has not visited in the last {d} days",
            "visited {n} times or more in the last {d} days",
            "visits in the last {d} days fell {p}% or more",
            "did order_completed {n} times or more in the last {d} days",
            "never did order_completed",
            "did refund_requested in the last {d} days",
            "has tag vip",
            "has no tag vip",
            "has no open refund or complaint");

    private static String line(Random random) {
        return SENTENCES
                .get(random.nextInt(SENTENCES.size()))
                .replace("{n}", String.valueOf(1 + random.nextInt(4)))
                .replace("{d}", String.valueOf(1 + random.nextInt(45)))
                .replace("{m}", String.valueOf(50 * random.nextInt(6)))
                .replace("{p}", String.valueOf(10 * random.nextInt(11)));
    }

    private static TestBook book(Random random) {
        TestBook book = TestBook.shipped();
        for (int campaign = 0; campaign < CAMPAIGNS; campaign++) {
            StringBuilder yaml =
                    new StringBuilder("campaign: c" + campaign + "\ntrigger: every day at 10:00\naudience:\n");
            for (int line = 2 + random.nextInt(3); line > 0; line--) {
                yaml.append("  - ").append(line(random)).append('\n');
            }
            yaml.append("steps:\n  - a: at once, send push we-miss-you\n");
            book.with("campaigns/c" + campaign + ".yaml", yaml.toString());
        }
        return book;
    }

    @Test
    void lines_said_to_remove_nobody_remove_nobody_and_impossible_audiences_are_empty() {
        Random random = new Random(11);
        Reading reading = book(random).reading();
        RuleBook book = reading.book().orElseThrow(() -> new AssertionError(reading.errors()));
        List<Shopper> shoppers = new ArrayList<>();
        for (int one = 0; one < SHOPPERS; one++) {
            shoppers.add(shopper(random));
        }
        int redundant = 0;
        int impossible = 0;
        try (RuleSession session = Release.compile(book).open()) {
            for (Problem warning : reading.warnings()) {
                if (!warning.file().startsWith("campaigns/c") || !warning.file().matches("campaigns/c\\d+\\.yaml")) {
                    continue;
                }
                Campaign campaign = book.campaigns().stream()
                        .filter(one -> one.file().equals(warning.file()))
                        .findFirst()
                        .orElseThrow();
                if (warning.code().equals("redundant-line")) {
                    redundant++;
                    assertThat(shoppers)
                            .as(warning + " in " + text(campaign))
                            .noneMatch(shopper -> holds(session, campaign, shopper, warning.line(), reading));
                } else if (warning.code().equals("impossible-audience")) {
                    impossible++;
                    assertThat(shoppers)
                            .as(warning + " in " + text(campaign))
                            .noneMatch(shopper -> holds(session, campaign, shopper, 0, reading));
                }
            }
        }
        assertThat(redundant).isGreaterThan(5);
        assertThat(impossible).isGreaterThan(5);
    }

    private static String text(Campaign campaign) {
        return campaign.audience().stream()
                .flatMap(clause -> clause.lines().stream())
                .map(Line::text)
                .toList()
                .toString();
    }

    /**
     * Whether all lines hold but those said to be redundant; of the one in question, whether it does not hold while they do.
     */
    private static boolean holds(RuleSession session, Campaign campaign, Shopper shopper, int line, Reading reading) {
        Facts facts = shopper.facts();
        facts.enterLifecycle(session.lifecycle(facts));
        boolean others = true;
        boolean mine = true;
        for (var clause : campaign.audience()) {
            Line one = clause.lines().get(0);
            BitSet question = new BitSet();
            question.set(session.release().line(one));
            boolean yes = !session.lines(facts, question).isEmpty();
            boolean alsoRedundant = reading.warnings().stream()
                    .anyMatch(warning -> warning.code().equals("redundant-line")
                            && warning.file().equals(one.file())
                            && warning.line() == one.number());
            if (one.number() == line) {
                mine = yes;
            } else if (line == 0 || !alsoRedundant) {
                others &= yes;
            }
        }
        return others && (line == 0 || !mine);
    }

    private static Shopper shopper(Random random) {
        Shopper shopper = Shopper.somebody().registered(random.nextInt(60));
        for (int order = random.nextInt(5); order > 0; order--) {
            shopper.ordered(random.nextInt(50), String.valueOf(random.nextInt(8) * 50));
        }
        for (int visits = random.nextInt(5); visits > 0; visits--) {
            shopper.visitedTimes(1 + random.nextInt(4), random.nextInt(60));
        }
        if (random.nextInt(3) == 0) {
            shopper.tagged("vip");
        }
        if (random.nextInt(3) == 0) {
            shopper.did("Refund Requested", random.nextInt(30), java.util.Map.of("case_id", "r"));
        }
        return shopper;
    }
}
