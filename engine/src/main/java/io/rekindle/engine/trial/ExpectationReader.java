package io.rekindle.engine.trial;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a test expects. */
final class ExpectationReader {

    private static final String WHEN = "(?: (?<when>(?:now|today|after|on|at|\\d+ \\S+ later)\\b.*?))?";
    private static final String BECAUSE = "(?: because (?:of )?(?:\"(?<line>.+)\"|(?<reason>[^\"]+)))?";

    private record Form(Pattern pattern, String shown, BiFunction<Phrase, Matcher, @Nullable Expectation> read) {}

    private final RuleBook book;
    private final @Nullable Campaign campaign;
    private final ZonedDateTime zero;
    private final Problems problems;
    private final List<Form> forms = new ArrayList<>();

    ExpectationReader(RuleBook book, @Nullable Campaign campaign, ZonedDateTime zero, Problems problems) {
        this.book = book;
        this.campaign = campaign;
        this.zero = zero;
        this.problems = problems;
        form("enters(?: (?!(?:now|today|after|on|at)\\b)(?<campaign>\\S+))?" + WHEN, "enters CAMPAIGN", this::enters);
        form(
                "does not enter(?: (?!(?:now|today|after|on|at|because)\\b)(?<campaign>\\S+))?" + WHEN + BECAUSE,
                "does not enter CAMPAIGN",
                this::staysOut);
        form(
                "stays out(?: of (?<campaign>\\S+))?" + WHEN + BECAUSE,
                "stays out of CAMPAIGN because \"LINE\"",
                this::staysOut);
        form("gets nothing", "gets nothing", (text, matcher) -> new Expectation.GetsNothing());
        form("gets (?<step>\\S+)(?: of (?<campaign>\\S+))?" + WHEN, "gets STEP", this::gets);
        form("does not get (?<step>\\S+)(?: of (?<campaign>\\S+))?" + BECAUSE, "does not get STEP", this::notGets);
        form("skips (?<step>\\S+)(?: of (?<campaign>\\S+))?" + BECAUSE, "skips STEP", this::skips);
        form(
                "exits(?: (?!(?:now|today|after|on|at|because)\\b)(?<campaign>\\S+))?" + WHEN + BECAUSE,
                "exits CAMPAIGN",
                this::exits);
        form("does not exit(?: (?<campaign>\\S+))?", "does not exit CAMPAIGN", this::staysIn);
        form("is (?<not>not )?in segment (?<segment>\\S+)", "is in segment SEGMENT", this::inSegment);
        form("is in (?<state>.+)", "is in STATE", this::isIn);
        form("(?:transitions to|becomes) (?<state>\\S+)" + WHEN, "transitions to STATE", this::becomes);
        form("(?:is )?next looked at" + WHEN, "is next looked at TIME", this::nextLook);
    }

    private void form(String pattern, String shown, BiFunction<Phrase, Matcher, @Nullable Expectation> read) {
        forms.add(new Form(Pattern.compile(pattern), shown, read));
    }

    @Nullable
    Expectation read(Phrase text) {
        for (Form form : forms) {
            Matcher matcher = form.pattern().matcher(text.text());
            if (matcher.matches()) {
                return form.read().apply(text, matcher);
            }
        }
        List<String> shown = forms.stream().map(Form::shown).toList();
        String message = "I don't know the expectation \"" + text.original() + "\".";
        problems.error(text, "unknown-expectation", message, nearest(text.text(), shown));
        return null;
    }

    /** The form that begins most alike. */
    private static @Nullable String nearest(String text, List<String> shown) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String form : shown) {
            String start = form.replaceAll(" ?[A-Z]{3,}.*", "");
            int distance = Nearest.distance(text.substring(0, Math.min(text.length(), start.length())), start);
            if (distance < least && distance <= start.length() / 2) {
                least = distance;
                best = form;
            }
        }
        return best;
    }

    private @Nullable Expectation enters(Phrase text, Matcher matcher) {
        Campaign of = campaign(text, matcher);
        When when = when(text, matcher);
        return of == null || when == null ? null : new Expectation.Enters(of, when);
    }

    private @Nullable Expectation staysOut(Phrase text, Matcher matcher) {
        Campaign of = campaign(text, matcher);
        When when = when(text, matcher);
        return of == null || when == null
                ? null
                : new Expectation.StaysOut(
                        of,
                        when,
                        BecauseText.read(
                                text,
                                matcher,
                                of.audience().stream().flatMap(clause -> clause.lines().stream()),
                                problems));
    }

    private @Nullable Expectation gets(Phrase text, Matcher matcher) {
        Campaign of = campaign(text, matcher);
        When when = when(text, matcher);
        Phrase step = step(text, matcher, of);
        return of == null || when == null || step == null ? null : new Expectation.Gets(of, step.text(), when);
    }

    private @Nullable Expectation notGets(Phrase text, Matcher matcher) {
        return notGets(text, matcher, false);
    }

    private @Nullable Expectation skips(Phrase text, Matcher matcher) {
        return notGets(text, matcher, true);
    }

    private @Nullable Expectation notGets(Phrase text, Matcher matcher, boolean skipped) {
        Campaign of = campaign(text, matcher);
        Phrase step = step(text, matcher, of);
        if (of == null || step == null) {
            return null;
        }
        Stream<Line> conditions = of.steps().stream()
                .filter(one -> one.name().equals(step.text()))
                .flatMap(one -> one.conditions().stream());
        Stream<Line> lines = Stream.of(
                        conditions,
                        of.exits().stream(),
                        of.audience().stream().flatMap(clause -> clause.lines().stream()),
                        book.policy().neverContact().stream())
                .flatMap(some -> some);
        return new Expectation.DoesNotGet(of, step.text(), skipped, BecauseText.read(text, matcher, lines, problems));
    }

    private @Nullable Expectation exits(Phrase text, Matcher matcher) {
        Campaign of = campaign(text, matcher);
        When when = when(text, matcher);
        if (of == null || when == null) {
            return null;
        }
        boolean completed = "completed".equals(matcher.group("reason"));
        Expectation.Because because = completed ? null : BecauseText.read(text, matcher, of.exits().stream(), problems);
        return new Expectation.Exits(of, true, completed ? "completed" : because == null ? null : because.text(), when);
    }

    private @Nullable Expectation staysIn(Phrase text, Matcher matcher) {
        Campaign of = campaign(text, matcher);
        return of == null ? null : new Expectation.Exits(of, false, null, When.EVER);
    }

    private @Nullable Expectation inSegment(Phrase text, Matcher matcher) {
        Phrase name = part(text, matcher, "segment");
        Segment segment = book.segments().get(name.text());
        if (segment == null) {
            String message = "There is no segment \"" + name.original() + "\".";
            problems.error(
                    name,
                    "unknown-segment",
                    message,
                    Nearest.of(name.text(), book.segments().keySet()));
            return null;
        }
        return new Expectation.InSegment(segment, matcher.group("not") == null);
    }

    private @Nullable Expectation isIn(Phrase text, Matcher matcher) {
        LifecycleState state = GivenReader.state(part(text, matcher, "state"), problems);
        return state == null ? null : new Expectation.IsIn(state);
    }

    private @Nullable Expectation becomes(Phrase text, Matcher matcher) {
        LifecycleState state = GivenReader.state(part(text, matcher, "state"), problems);
        When when = when(text, matcher);
        return state == null || when == null ? null : new Expectation.Becomes(state, when);
    }

    private @Nullable Expectation nextLook(Phrase text, Matcher matcher) {
        When when = when(text, matcher);
        return when == null ? null : new Expectation.NextLook(when);
    }

    private @Nullable When when(Phrase text, Matcher matcher) {
        return matcher.group("when") == null ? When.EVER : When.read(part(text, matcher, "when"), zero, problems);
    }

    private @Nullable Campaign campaign(Phrase text, Matcher matcher) {
        if (matcher.group("campaign") != null) {
            return TestReader.campaign(part(text, matcher, "campaign"), book, problems);
        }
        if (campaign == null) {
            String message = "Say of which campaign: this file is not named after one, and the test has no \""
                    + Words.CAMPAIGN + "\".";
            problems.error(text, "missing-campaign", message);
        }
        return campaign;
    }

    private @Nullable Phrase step(Phrase text, Matcher matcher, @Nullable Campaign of) {
        Phrase step = part(text, matcher, "step");
        List<String> names = of == null
                ? List.of()
                : of.steps().stream().map(Step::name).distinct().toList();
        if (of != null && !names.contains(step.text())) {
            String message = of.name() + " has no step \"" + step.original() + "\".";
            problems.error(step, "unknown-step", message, Nearest.of(step.text(), names));
            return null;
        }
        return step;
    }

    static Phrase part(Phrase text, Matcher matcher, String group) {
        return text.part(matcher.start(group), matcher.end(group));
    }
}
