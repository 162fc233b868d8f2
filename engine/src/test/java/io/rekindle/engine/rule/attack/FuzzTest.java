package io.rekindle.engine.rule.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.delivery.Templates;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drl.RawRules;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Spoils the files of the book that ships, and holds what comes of it to this: no exception, no case above a second, no word
 * of a parser in a message, and no line that is taken for something else than it says.
 *
 * <p>The number of cases and the first seed are system properties: {@code -Dfuzz.cases=100000 -Dfuzz.seed=1}.
 */
class FuzzTest {

    private static final int CASES = Integer.getInteger("fuzz.cases", 1500);
    private static final long SEED = Long.getLong("fuzz.seed", 20260615L);
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int MOST_FAILURES = 8;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final Map<String, Integer> SHARES = Map.of(
            "campaigns",
            30,
            "drl",
            20,
            "segments.yaml",
            8,
            "policy.yaml",
            10,
            "lifecycle.csv",
            6,
            "coupons.csv",
            6,
            "language",
            8,
            "templates",
            8);

    private final Map<String, String> base = new TreeMap<>();
    private final Map<String, Integer> accepted = new TreeMap<>();
    private final Map<String, Integer> tried = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long longest;
    private String slowest = "";

    @Test
    void a_spoiled_book_is_refused_cleanly_or_means_what_it_says() throws IOException {
        base.putAll(RuleBooks.read(Path.of("..", "rules")).book().orElseThrow().files());
        Corpus.read("harmless/raw-rules").stream()
                .filter(rule ->
                        rule.name().startsWith("what orders") || rule.name().startsWith("two rules"))
                .forEach(rule -> base.merge("drl/vip.drl", unique(rule.source(), base), String::concat));
        assertThat(RuleBooks.parse(base).errors()).isEmpty();
        long start = System.nanoTime();
        for (long number = 0; number < CASES && failures.size() < MOST_FAILURES; number++) {
            one(SEED + number);
        }
        System.out.printf(
                "%d cases in %d s, longest %d ms (%s); tried %s, accepted %s%n",
                CASES,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                TimeUnit.NANOSECONDS.toMillis(longest),
                slowest,
                tried,
                accepted);
        assertThat(failures).isEmpty();
        assertThat(accepted).as("some mutants still say something").hasSizeGreaterThan(3);
    }

    private static String unique(String rules, Map<String, String> before) {
        return rules.replace(
                "rule \"x\"",
                "rule \"x" + before.getOrDefault("drl/vip.drl", "").length() + "\"");
    }

    private void one(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        String path = pick(random);
        List<String> others = List.copyOf(base.values());
        String spoiled = new Mutator(random, others).mutate(base.getOrDefault(path, ""));
        Map<String, String> files = random.nextInt(20) == 0 ? new TreeMap<>(base) : around(path);
        files.put(path, spoiled);
        String what = "seed " + seed + ", " + path + ":\n" + spoiled + "\n";
        try {
            check(path, files, what);
        } catch (RuntimeException | StackOverflowError | AssertionError thrown) {
            failures.add(what + thrown);
        }
    }

    /** A smaller book, which takes less time: of the campaigns and raw rules only one file. */
    private Map<String, String> around(String path) {
        Map<String, String> files = new TreeMap<>(base);
        if (path.equals("policy.yaml") || path.startsWith("templates/")) {
            return files;
        }
        String campaign = path.startsWith("campaigns/") ? path : "campaigns/dormant-recall.yaml";
        files.keySet().removeIf(one -> one.startsWith("campaigns/") && !one.equals(campaign));
        files.keySet().removeIf(one -> one.startsWith("drl/") && !one.equals(path));
        files.replaceAll((one, source) -> one.startsWith("templates/") ? "" : source);
        files.computeIfPresent("policy.yaml", (one, source) -> source.replaceAll("(?m)^priority:.*\\R", ""));
        return files;
    }

    private void check(String path, Map<String, String> files, String what) {
        String kind = kind(path);
        tried.merge(kind, 1, Integer::sum);
        if (path.startsWith("templates/")) {
            List<Problem> problems = timed(() -> Templates.check(templates(path, files)), what);
            clean(problems, files, what);
            return;
        }
        Reading reading = timed(() -> RuleBooks.parse(files), what);
        clean(reading.problems(), files, what);
        reading.book().ifPresent(book -> {
            accepted.merge(kind, 1, Integer::sum);
            meansWhatItSays(book, path, files, what);
        });
    }

    private String pick(Random random) {
        int share = random.nextInt(100);
        for (Map.Entry<String, Integer> kind : new TreeMap<>(SHARES).entrySet()) {
            share -= kind.getValue();
            if (share < 0) {
                return one(random, kind.getKey());
            }
        }
        return one(random, "");
    }

    private String one(Random random, String start) {
        List<String> paths =
                base.keySet().stream().filter(path -> path.startsWith(start)).toList();
        return paths.get(random.nextInt(paths.size()));
    }

    private static String kind(String path) {
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    }

    /** A template and the parts of the same message. */
    private static Map<String, String> templates(String path, Map<String, String> files) {
        Map<String, String> parts = new TreeMap<>(files);
        parts.keySet().removeIf(one -> !one.startsWith(path.substring(0, path.lastIndexOf('.') + 1)));
        return parts;
    }

    /** The answer, and how long this thread was busy with it: the machine may be busy with something else. */
    private <T> T timed(Supplier<T> question, String what) {
        long start = THREAD.getCurrentThreadCpuTime();
        T answer = question.get();
        long took = THREAD.getCurrentThreadCpuTime() - start;
        if (took > longest) {
            longest = took;
            slowest = what.lines().findFirst().orElse("");
        }
        assertThat(took).as(what).isLessThan(SECOND);
        return answer;
    }

    private static void clean(List<Problem> problems, Map<String, String> files, String what) {
        for (Problem problem : problems) {
            String source = files.getOrDefault(problem.file(), "");
            String text = problem.message() + " " + problem.suggestion();
            for (String word : Corpus.FOREIGN) {
                assertThat(text.contains(word) && !source.contains(word))
                        .as("%s%n%s", problem, what)
                        .isFalse();
            }
            assertThat(problem.code()).as("%s%n%s", problem, what).matches("[a-z0-9-]+");
            assertThat(problem.line())
                    .as("%s%n%s", problem, what)
                    .isBetween(0, (int) source.lines().count() + 1);
        }
    }

    private static void meansWhatItSays(RuleBook book, String path, Map<String, String> files, String what) {
        Meaning meaning = new Meaning(book, files);
        boolean elsewhere = !path.startsWith("campaigns/") && !path.startsWith("drl/") && !path.equals("policy.yaml");
        List<String> doubts = new ArrayList<>();
        for (Campaign campaign : book.campaigns()) {
            if (elsewhere || campaign.file().equals(path)) {
                lines(campaign).forEach(line -> doubts.add(meaning.doubts(line, campaign.name())));
                doubts.addAll(Settings.doubts(campaign, book, files));
            }
        }
        Stream.concat(
                        book.segments().values().stream()
                                .flatMap(segment -> segment.clauses().stream())
                                .flatMap(clause -> clause.lines().stream()),
                        book.policy().neverContact().stream())
                .filter(line -> !line.sentence().equals(RawRules.SENTENCE))
                .filter(line -> elsewhere || line.file().equals(path))
                .forEach(line -> doubts.add(meaning.doubts(line, "")));
        doubts.addAll(Settings.doubts(book, files));
        doubts.addAll(RawRulesAgain.doubts(book, files));
        doubts.removeIf(String::isEmpty);
        assertThat(doubts).as(what).isEmpty();
    }

    private static Stream<Line> lines(Campaign campaign) {
        Stream<Line> audience = campaign.audience().stream().flatMap(clause -> clause.lines().stream());
        Stream<Line> steps = campaign.steps().stream().flatMap(step -> step.conditions().stream());
        return Stream.of(audience, campaign.exits().stream(), steps).flatMap(one -> one);
    }
}
