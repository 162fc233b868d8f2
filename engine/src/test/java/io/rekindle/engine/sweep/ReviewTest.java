package io.rekindle.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A release goes live in the middle of random customers' stories, and differs from the one before by a few random lines. Who is
 * only asked whether it changes anything comes to the same, byte for byte, as who is evaluated anew because of it.
 *
 * <p>Runs longer with {@code -Dreviews.cases=…}, otherwise with {@code -Dreviews.seed=…}.
 */
class ReviewTest {

    private static final int CASES = Integer.getInteger("reviews.cases", 180);
    private static final int CUSTOMERS_OF_A_BOOK = 12;
    private static final long SEED = Long.getLong("reviews.seed", 20_261_122L);

    private final Catalogue catalogue =
            RuleBookWriter.catalogue(TestBook.shipped().book());
    private final List<String> failures = new ArrayList<>();
    private int changed;
    private int spared;

    @Test
    void asking_whom_a_release_concerns_gives_what_evaluating_everybody_anew_gives() {
        RandomBook books = new RandomBook(catalogue);
        for (int first = 0; first < CASES && failures.isEmpty(); first += CUSTOMERS_OF_A_BOOK) {
            Random random = new Random(SEED * 1_000_003 + first);
            Season season = Season.ALL.get(random.nextInt(Season.ALL.size()));
            BookText book = books.next(season, random);
            BookText less = less(book, random);
            boolean grows = random.nextBoolean();
            try (Evaluator before =
                            new Evaluator((grows ? less : book).compiled().orElseThrow());
                    Evaluator after =
                            new Evaluator((grows ? book : less).compiled().orElseThrow())) {
                for (int customer = 0; customer < CUSTOMERS_OF_A_BOOK; customer++) {
                    compare(before, after, RandomStory.next(season, random), random);
                }
            }
            if (!failures.isEmpty()) {
                failures.add(
                        0,
                        (grows
                                ? "before:\n" + less + "\n\nafter:\n" + book
                                : "before:\n" + book + "\n\nafter:\n" + less));
            }
        }
        System.out.println(CASES + " customers, seed " + SEED + ": " + changed
                + " lived otherwise because of the release, " + spared + " of the others were not evaluated for it");
        assertThat(failures).as("seed " + SEED).isEmpty();
        assertThat(changed).isGreaterThan(CASES / 10);
        assertThat(spared).isGreaterThan(CASES / 5);
    }

    private void compare(Evaluator before, Evaluator after, Story random, Random at) {
        Story story = Life.answering(before, random).story();
        long live = story.begin() + (long) (at.nextDouble() * (story.end() - story.begin()));
        Life everybody = Life.under(before, new Life.NewRelease(after, live, false), story);
        Life reviewed = Life.under(before, new Life.NewRelease(after, live, true), story);
        if (!everybody.events().equals(reviewed.events())
                || !everybody.decisions().equals(reviewed.decisions())) {
            failures.add("live at " + Instant.ofEpochMilli(live) + "\n" + everybody.events() + "\n" + reviewed.events()
                    + "\n" + everybody.decisions() + "\n" + reviewed.decisions() + "\n" + story);
        }
        Life unchanged = Life.due(before, story);
        if (!unchanged.events().equals(everybody.events())) {
            changed++;
        } else if (reviewed.looked().size() < everybody.looked().size()) {
            spared++;
        }
    }

    /** The book without some of its lines. */
    private static BookText less(BookText book, Random random) {
        BookText less = book;
        int wanted = 1 + random.nextInt(3);
        for (int tries = 0; tries < 100 && wanted > 0; tries++) {
            String file = less.files().get(random.nextInt(less.files().size()));
            BookText candidate = less.without(file, random.nextInt(less.lines(file)));
            if (candidate.reading().book().isPresent()) {
                less = candidate;
                wanted--;
            }
        }
        return less;
    }
}
