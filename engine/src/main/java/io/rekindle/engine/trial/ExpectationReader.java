package io.rekindle.engine.trial;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a test expects.
 *
 * @param campaign the campaign meant where none is named, or null
 * @param called what the file's language calls the setting that names a campaign
 */
record ExpectationReader(
        RuleBook book,
        @Nullable Campaign campaign,
        String called,
        ZonedDateTime zero,
        Sentences sentences,
        Problems problems) {

    @Nullable
    Expectation read(Phrase text) {
        return sentences
                .read("expectation", text, problems)
                .map(said -> expectation(text, said))
                .orElse(null);
    }

    private @Nullable Expectation expectation(Phrase text, Said said) {
        return switch (said.id()) {
            case "expect_nothing" -> new Expectation.GetsNothing();
            case "expect_in_segment" -> inSegment(said, true);
            case "expect_not_in_segment" -> inSegment(said, false);
            case "expect_is_in" -> new Expectation.IsIn(state(said));
            case "expect_becomes", "expect_transitions", "expect_next_look" -> inTime(said);
            default -> {
                Campaign of = campaign(text, said);
                yield of == null ? null : ofCampaign(said, of);
            }
        };
    }

    private @Nullable Expectation inTime(Said said) {
        When when = when(said);
        if (when == null) {
            return null;
        }
        return said.id().equals("expect_next_look")
                ? new Expectation.NextLook(when)
                : new Expectation.Becomes(state(said), when);
    }

    private @Nullable Expectation ofCampaign(Said said, Campaign of) {
        When when = when(said);
        if (when == null) {
            return null;
        }
        return switch (said.id()) {
            case "expect_enters" -> new Expectation.Enters(of, when);
            case "expect_not_enters", "expect_stays_out" ->
                new Expectation.StaysOut(of, when, because(said, audience(of)));
            case "expect_exits" -> exits(said, of, when);
            case "expect_not_exits" -> new Expectation.Exits(of, false, null, When.EVER);
            default -> ofStep(said, of, when);
        };
    }

    private Expectation exits(Said said, Campaign of, When when) {
        Expectation.Because because = because(said, of.exits().stream());
        return new Expectation.Exits(of, true, because == null ? null : because.text(), when);
    }

    private @Nullable Expectation ofStep(Said said, Campaign of, When when) {
        Phrase step = said.text("step");
        List<String> names = of.steps().stream().map(Step::name).distinct().toList();
        if (!names.contains(step.text())) {
            String message = of.name() + " has no step \"" + step.original() + "\".";
            problems.error(step, "unknown-step", message, Nearest.of(step.text(), names));
            return null;
        }
        if (said.id().equals("expect_gets")) {
            return new Expectation.Gets(of, step.text(), when);
        }
        Stream<Line> conditions = of.steps().stream()
                .filter(one -> one.name().equals(step.text()))
                .flatMap(one -> one.conditions().stream());
        Stream<Line> lines = Stream.of(
                        conditions, of.exits().stream(), audience(of), book.policy().neverContact().stream())
                .flatMap(some -> some);
        return new Expectation.DoesNotGet(of, step.text(), said.id().equals("expect_skips"), because(said, lines));
    }

    private static Stream<Line> audience(Campaign of) {
        return of.audience().stream().flatMap(clause -> clause.lines().stream());
    }

    private Expectation.@Nullable Because because(Said said, Stream<Line> lines) {
        return BecauseText.read(said, sentences, lines, problems);
    }

    private @Nullable Expectation inSegment(Said said, boolean wanted) {
        Phrase name = said.text("segment");
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
        return new Expectation.InSegment(segment, wanted);
    }

    private static LifecycleState state(Said said) {
        return LifecycleState.of(said.value("state", String.class)).orElseThrow();
    }

    /** The time it speaks of, or any; null, and why among the problems, where it is none. */
    private @Nullable When when(Said said) {
        Phrase text = said.maybe("when").orElse(null);
        return text == null ? When.EVER : When.read(text, zero, sentences, problems);
    }

    private @Nullable Campaign campaign(Phrase text, Said said) {
        Phrase name = said.maybe("campaign").orElse(null);
        if (name != null) {
            return TestReader.campaign(name, book, problems);
        }
        if (campaign == null) {
            String message =
                    "Say of which campaign: this file is not named after one, and the test has no \"" + called + "\".";
            problems.error(text, "missing-campaign", message);
        }
        return campaign;
    }
}
