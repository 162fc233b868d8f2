package io.rekindle.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Draft. */
class NextInstantTest {

    private static final int CUSTOMERS_OF_A_BOOK = Integer.getInteger("instants.customers", 30);
    private static final int CASES = Integer.getInteger("instants.cases", 300);
    private static final int MOST = Integer.getInteger("instants.failures", 1);
    private static final long SEED = Long.getLong("instants.seed", 20_261_122L);

    private final Map<String, Long> seen = new TreeMap<>();
    private final java.util.List<String> failures = new java.util.ArrayList<>();
    private long evaluations;
    private long whenDue;

    @Test
    void evaluating_when_due_gives_what_evaluating_every_hour_gives() {
        Catalogue catalogue = RuleBookWriter.catalogue(TestBook.shipped().book());
        RandomBook books = new RandomBook(catalogue);
        Set<String> asked = new TreeSet<>();
        for (int first = 0; first < CASES && failures.size() < MOST; first += CUSTOMERS_OF_A_BOOK) {
            Random random = new Random(SEED * 1_000_003 + first);
            Season season = Season.ALL.get(random.nextInt(Season.ALL.size()));
            BookText book = books.next(season, random);
            Release release = Release.compile(book.reading()
                    .book()
                    .orElseThrow(() -> new AssertionError(book.reading().errors() + "\n" + book)));
            asked.addAll(sentences(release));
            long cpu = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            live(book, release, season, random, Math.min(CUSTOMERS_OF_A_BOOK, CASES - first));
            System.out.println(first + " cpu ms " + (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000 + " evaluations " + evaluations);
        }
        assertThat(failures).isEmpty();
        System.out.println(CASES + " customers, seed " + SEED + ": " + seen + ", evaluated " + whenDue
                + " times when due, " + evaluations + " in all");
    }

    private void live(BookText book, Release release, Season season, Random random, int customers) {
        try (Comparison comparison = new Comparison(release)) {
            for (int customer = 0; customer < customers; customer++) {
                Life life = comparison.answered(RandomStory.next(season, random));
                whenDue += life.looked().size();
                life.events().forEach(event -> seen.merge(event.split(" ")[1] + " " + event.split(" ")[2], 1L, Long::sum));
                Optional<String> difference = comparison.difference(life.story());
                if (difference.isPresent()) {
                    failures.add(new Smallest(book, life.story(), difference.get()).found());
                    System.out.println("FAILURE " + failures.get(failures.size() - 1));
                    return;
                }
            }
            evaluations += comparison.evaluations();
        }
    }

    private static Set<String> sentences(Release release) {
        return release.book().campaigns().stream()
                .flatMap(campaign -> campaign.exits().stream())
                .map(line -> line.sentence())
                .collect(Collectors.toSet());
    }
}
