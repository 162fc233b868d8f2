package io.rekindle.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Work follows change: who is evaluated only when due comes to the same as who is evaluated all the time. Random rule books
 * from the catalogue's sentences, random customers in zones whose clocks change, random events at awkward moments.
 *
 * <p>Each customer's story is lived three times, and transitions, entries, exits, steps, coupons and decisions, with their
 * instants, messages and traces, must come out byte for byte the same:
 *
 * <ol>
 *   <li><b>when due</b>: evaluated when an event arrives and at each next instant that evaluate() names, never else;
 *   <li><b>every hour</b>: at these instants, and at every hour, at random instants, and a millisecond before and after each
 *       evaluation of the first life; each time for all triggers since the time before. Each additional evaluation names a
 *       next instant anew. If the first life comes to anything too late, then this one finds it at the hour after, or the
 *       millisecond before; if too early, then there is a difference as well. So what the first finds, it finds at the first
 *       instant at which it is so.
 *   <li><b>swept now and then</b>, up to 20 hours apart, each time making up for what was missed. What has happened by the
 *       sweep is known already when the instants before are evaluated, and must not show.
 * </ol>
 *
 * <p>In one story of three some events become known up to 60 hours after they happened. Then an additional evaluation that
 * finds nothing is not remembered, for a late event counts from the last evaluation on; and there is no third life, for what
 * arrived late for one sweep was in time for another.
 *
 * <p>Runs longer with {@code -Dinstants.cases=100000 -Dinstants.customers=80} (customers of each book) and otherwise with
 * {@code -Dinstants.seed=…}.
 */
class NextInstantTest {

    private static final int CASES = Integer.getInteger("instants.cases", 120);
    private static final int CUSTOMERS_OF_A_BOOK = Integer.getInteger("instants.customers", 12);
    private static final int MOST_FAILURES = Integer.getInteger("instants.failures", 1);
    private static final long SEED = Long.getLong("instants.seed", 20_261_122L);
    private static final Pattern NAME = Pattern.compile("\\S+ ([A-Z]\\w+ [A-Z]\\w+) .*", Pattern.DOTALL);

    private final Catalogue catalogue =
            RuleBookWriter.catalogue(TestBook.shipped().book());
    private final Map<String, Long> happened = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long whenDue;
    private long evaluations;

    @Test
    void evaluating_when_due_gives_what_evaluating_every_hour_gives() {
        RandomBook books = new RandomBook(catalogue);
        for (int first = 0; first < CASES && failures.size() < MOST_FAILURES; first += CUSTOMERS_OF_A_BOOK) {
            Random random = new Random(SEED * 1_000_003 + first);
            Season season = Season.ALL.get(random.nextInt(Season.ALL.size()));
            live(books.next(season, random), season, random, Math.min(CUSTOMERS_OF_A_BOOK, CASES - first));
        }
        System.out.println(CASES + " customers, seed " + SEED + ": " + happened + ", evaluated " + whenDue
                + " times when due, " + evaluations + " times in all");
        assertThat(failures).as("seed " + SEED).isEmpty();
        assertThat(happened)
                .containsOnlyKeys(
                        "Campaign Entered", "Campaign Exited", "Coupon Issued", "Lifecycle Changed", "Step Decided");
        assertThat(catalogue.at(Sentence.CONDITION).stream().map(Sentence::id).distinct())
                .as("every sentence stood somewhere")
                .allMatch(books.asked()::contains);
    }

    private void live(BookText text, Season season, Random random, int customers) {
        RuleBook book = text.reading()
                .book()
                .orElseThrow(() -> new AssertionError(text.reading().errors() + "\n" + text));
        try (Comparison comparison = new Comparison(Release.compile(book))) {
            for (int customer = 0; customer < customers; customer++) {
                Life life = comparison.answered(RandomStory.next(season, random));
                whenDue += life.looked().size();
                life.events().forEach(one -> happened.merge(NAME.matcher(one).replaceFirst("$1"), 1L, Long::sum));
                Optional<String> difference = comparison.difference(life.story());
                if (difference.isPresent()) {
                    failures.add(new Smallest(text, life.story(), difference.get()).found());
                    System.out.println(failures.get(failures.size() - 1));
                    return;
                }
            }
            evaluations += comparison.evaluations();
        }
    }
}
