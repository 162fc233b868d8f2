package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A rule book that Drools has compiled: what can be asked of a customer, each question by its number. Immutable and
 * thread-safe; every thread asks in a session of its own.
 */
public final class Release {

    private final RuleBook book;
    private final Questions questions;
    private final Compiled lifecycle;
    private final Compiled campaigns;
    private final Supplier<Compiled> lines;

    private Release(RuleBook book, Questions questions) {
        this.book = book;
        this.questions = questions;
        this.lifecycle = Compiled.of("lifecycle", questions.lifecycle());
        this.campaigns = Compiled.of("campaigns", questions.campaigns());
        this.lines = new Once<>(() -> Compiled.of("lines", questions.lines()));
    }

    /** Compiles a book. It takes about a second the first time in a JVM. */
    public static Release compile(RuleBook book) {
        return new Release(book, new Questions(book));
    }

    public RuleBook book() {
        return book;
    }

    /** The version of the book: equal files, equal version. */
    public String version() {
        return book.version();
    }

    /** A session for one thread. */
    public RuleSession open() {
        return new RuleSession(this);
    }

    /** The question whether a customer belongs to the audience. */
    public int audience(Campaign campaign) {
        return questions.of(campaign).audience();
    }

    /** The question whether the exit line with that index holds. */
    public int exit(Campaign campaign, int index) {
        return questions.of(campaign).exits().get(index);
    }

    /** The question whether the conditions of a step hold; -1 for a step without conditions. */
    public int step(Campaign campaign, Step step) {
        int index = campaign.steps().indexOf(step);
        if (index < 0) {
            throw new IllegalArgumentException(campaign.name() + " has no such step: " + step.name());
        }
        return questions.of(campaign).steps().get(index);
    }

    /** The question whether the sentence of the policy with that index forbids any message. */
    public int neverContact(int index) {
        return questions.neverContact(index);
    }

    /** The question of a single line, for {@link RuleSession#lines}: numbers of their own. */
    public int line(Line line) {
        return questions.of(line);
    }

    /** The rules of one campaign as they would be compiled; compiles nothing. */
    public static String drl(RuleBook book, Campaign campaign) {
        return drl(new Questions(book), campaign);
    }

    /** The rules of one campaign, as compiled. */
    public String drl(Campaign campaign) {
        return drl(questions, campaign);
    }

    private static String drl(Questions questions, Campaign campaign) {
        List<Rule> rules = questions.campaigns().stream()
                .filter(rule -> rule.campaign().equals(campaign.name()))
                .toList();
        return Drl.print(rules);
    }

    /** All rules that decide, as compiled: first those of the lifecycle. */
    public String drl() {
        return Drl.print(questions.lifecycle()) + "\n// ----\n\n" + Drl.print(questions.campaigns());
    }

    Compiled lifecycleRules() {
        return lifecycle;
    }

    Compiled campaignRules() {
        return campaigns;
    }

    /** The rules of every single line: compiled when first asked for. */
    Compiled lineRules() {
        return lines.get();
    }

    @Nullable
    LifecycleState stateOf(int row) {
        List<LifecycleRow> rows = book.lifecycle();
        return row < 0 ? null : rows.get(row).state();
    }
}
