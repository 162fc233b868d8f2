package io.rekindle.engine.trial;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one test. */
final class TestReader {

    /** When a test begins that does not say: far from any change of clocks or no-send day of the shipped calendar. */
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

    private static final LocalTime HOUR = LocalTime.of(10, 0);

    private final RuleBook book;
    private final @Nullable Campaign ofFile;
    private final Section test;
    private final Sentences sentences;
    private final Problems problems;

    TestReader(RuleBook book, @Nullable Campaign ofFile, Yaml item, Sentences sentences, Problems problems) {
        this.book = book;
        this.ofFile = ofFile;
        this.problems = problems;
        this.sentences = sentences;
        this.test = Section.of("a test", sentences.english(item, problems), problems);
    }

    @Nullable
    RuleTest read() {
        Phrase name = test.required(Words.NAME);
        Campaign campaign = campaign();
        ZoneId zone = zone();
        ZonedDateTime at = zone == null ? null : at(zone, campaign);
        if (name == null || at == null) {
            return null;
        }
        GivenReader given = new GivenReader(book, test.section(Words.GIVEN, "a given"), at, sentences, problems);
        HappeningReader reader = new HappeningReader(book, campaign, at, sentences, problems);
        List<Happening> happenings = new ArrayList<>(reader.read(test.items(Words.EVENTS)));
        happenings.addAll(reader.read(test.items(Words.THEN)));
        happenings.addAll(given.happenings(
                happenings.stream().anyMatch(one -> HappeningReader.key(one).equals("user_registered"))));
        happenings.sort(Comparator.comparingLong(Happening::at));
        long begin = at.toInstant().toEpochMilli();
        return new RuleTest(
                name.text(),
                name,
                at.getZone(),
                begin,
                end(at, happenings),
                campaign,
                given.state(),
                variant(campaign),
                holdout(campaign),
                given.reachable(),
                happenings,
                expectations(campaign, at));
    }

    private @Nullable Campaign campaign() {
        Phrase name = test.text(Words.CAMPAIGN);
        return name == null ? ofFile : campaign(name, book, problems);
    }

    static @Nullable Campaign campaign(Phrase name, RuleBook book, Problems problems) {
        Campaign found = book.campaign(name.text()).orElse(null);
        if (found == null) {
            List<String> names = book.campaigns().stream().map(Campaign::name).toList();
            String message = "There is no campaign \"" + name.original() + "\".";
            problems.error(name, "unknown-campaign", message, Nearest.of(name.text(), names));
        }
        return found;
    }

    private @Nullable ZoneId zone() {
        Phrase zone = test.text(Words.ZONE);
        try {
            return zone == null ? book.policy().zone() : ZoneId.of(zone.text());
        } catch (DateTimeException none) {
            String message = "There is no time zone \"" + zone + "\".";
            problems.error(
                    Objects.requireNonNull(zone),
                    "unknown-zone",
                    message,
                    Nearest.of(zone.text(), ZoneId.getAvailableZoneIds()));
            return null;
        }
    }

    /** The instant given, or that of the campaign's schedule on the default day, or else ten o'clock. */
    private @Nullable ZonedDateTime at(ZoneId zone, @Nullable Campaign campaign) {
        Phrase text = test.text(Words.AT);
        if (text == null) {
            return campaign != null && campaign.trigger() instanceof Trigger.Schedule schedule
                    ? Instant.ofEpochMilli(schedule.atOrAfter(
                                    DAY.atStartOfDay(zone).toInstant().toEpochMilli(), zone))
                            .atZone(zone)
                    : DAY.atTime(HOUR).atZone(zone);
        }
        return sentences
                .read("beginning", text, problems)
                .map(said -> said.value("date", LocalDate.class)
                        .atTime(said.maybe("time").isPresent() ? said.value("time", LocalTime.class) : HOUR)
                        .atZone(zone))
                .orElse(null);
    }

    /** The end it says, or else that of the last thing that happens in it. */
    private long end(ZonedDateTime at, List<Happening> happenings) {
        long last = happenings.stream()
                .mapToLong(Happening::at)
                .reduce(at.toInstant().toEpochMilli(), Math::max);
        Phrase through = test.text(Words.THROUGH);
        Span span = through == null ? null : Amounts.span(through, problems);
        return span == null ? last : Math.max(last, span.after(at.toInstant().toEpochMilli(), at.getZone()));
    }

    private @Nullable String variant(@Nullable Campaign campaign) {
        Phrase variant = test.text(Words.VARIANT);
        if (variant == null) {
            return null;
        }
        List<String> names = campaign == null
                ? List.of()
                : campaign.variants().stream().map(Campaign.Variant::name).toList();
        if (!names.contains(variant.text())) {
            String message = "The campaign of this test has no variant \"" + variant.original() + "\".";
            problems.error(variant, "unknown-variant", message, Nearest.of(variant.text(), names));
        }
        return variant.text();
    }

    private boolean holdout(@Nullable Campaign campaign) {
        Phrase holdout = test.text(Words.HOLDOUT);
        boolean wanted = holdout != null && GivenReader.yes(holdout, sentences, problems);
        if (wanted && (campaign == null || campaign.holdoutBasisPoints() == 0)) {
            problems.error(
                    Objects.requireNonNull(holdout),
                    "no-holdout",
                    "The campaign of this test keeps nobody in a holdout.");
        }
        return wanted;
    }

    private List<Expectation> expectations(@Nullable Campaign campaign, ZonedDateTime at) {
        List<Expectation> expectations = new ArrayList<>();
        ExpectationReader reader =
                new ExpectationReader(book, campaign, test.called(Words.CAMPAIGN), at, sentences, problems);
        for (Phrase text : test.texts(Words.EXPECT)) {
            Expectation read = reader.read(text);
            if (read != null) {
                expectations.add(read);
            }
        }
        if (!test.has(Words.EXPECT)) {
            problems.error(
                    test.where(),
                    "missing-key",
                    "\"" + test.called(Words.EXPECT) + "\" is missing here: a test says what must happen.");
        }
        return expectations;
    }
}
