package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.fact.LifecycleState.ACTIVE;
import static io.rekindle.engine.fact.LifecycleState.DORMANT;
import static io.rekindle.engine.fact.LifecycleState.LOYAL;
import static io.rekindle.engine.fact.LifecycleState.NEW;
import static io.rekindle.engine.rule.Shopper.somebody;
import static io.rekindle.engine.rule.drools.SentenceExamples.example;
import static io.rekindle.engine.rule.drools.SentenceExamples.no;
import static io.rekindle.engine.rule.drools.SentenceExamples.yes;

import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.drools.SentenceExamples.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Examples of lifecycle, tags, traits, dates, channels and random divisions. It is Monday, 15 June 2026, 12:00. */
final class ExamplesOfPeople {

    private ExamplesOfPeople() {}

    static List<Example> all() {
        return Stream.of(lifecycle(), traits(), dates(), birthdays(), today(), channels())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> lifecycle() {
        Shopper left = somebody().is(DORMANT).was(LOYAL, 90).was(ACTIVE, 60).was(DORMANT, 30);
        Shopper leaving = somebody().is(DORMANT).was(LOYAL, 90).was(ACTIVE, 60);
        return List.of(
                example("lifecycle was never loyal", yes(somebody().was(ACTIVE, 9)), no(left)),
                example(
                        "lifecycle before was active",
                        yes(left, leaving),
                        no(somebody().was(ACTIVE, 9), somebody())),
                example(
                        "became active in the last 10 days",
                        yes(somebody().was(NEW, 50).was(ACTIVE, 9), somebody().was(NEW, 50)),
                        no(somebody().was(NEW, 50).was(ACTIVE, 10), somebody().is(NEW))),
                example(
                        "did not become active in the last 10 days",
                        yes(somebody().was(NEW, 50).was(ACTIVE, 10)),
                        no(somebody().was(NEW, 50).was(ACTIVE, 9))),
                example(
                        "has been in this lifecycle state for fewer than 10 days",
                        yes(somebody().was(ACTIVE, 9)),
                        no(somebody().was(ACTIVE, 10))));
    }

    private static Shopper has(String trait, String value) {
        return somebody().has(trait, value);
    }

    private static List<Example> traits() {
        return List.of(
                example(
                        "for 3 days or more has had tag vip",
                        yes(somebody().did("Tag Added", 3, Map.of("tag", "vip"))),
                        no(
                                somebody().did("Tag Added", 2, Map.of("tag", "vip")),
                                somebody()
                                        .did("Tag Added", 9, Map.of("tag", "vip"))
                                        .did("Tag Removed", 5, Map.of("tag", "vip"))
                                        .did("Tag Added", 2, Map.of("tag", "vip")),
                                somebody())),
                example("has trait city", yes(has("city", "Paris")), no(somebody(), has("city", " "))),
                example("has no trait city", yes(somebody()), no(has("city", "Paris"))),
                example("trait city is not Paris", yes(has("city", "Lyon"), somebody()), no(has("city", "PARIS"))),
                example(
                        "trait city is one of Paris, New York",
                        yes(has("city", "new york"), has("city", "Paris")),
                        no(has("city", "York"), somebody())),
                example(
                        "trait city is none of Paris, New York",
                        yes(has("city", "York"), somebody()),
                        no(has("city", "New York"))),
                example("trait city contains york", yes(has("city", "New York")), no(has("city", "Yor"), somebody())),
                example(
                        "trait city does not contain york",
                        yes(has("city", "Yor"), somebody()),
                        no(has("city", "York"))),
                example(
                        "trait children is 2.5 or more",
                        yes(has("children", "2.5"), has("children", "3")),
                        no(has("children", "2.49"), has("children", "many"), somebody())),
                example(
                        "trait children is 2.5 or less",
                        yes(has("children", "2.5"), has("children", "-1")),
                        no(has("children", "2.51"), somebody())),
                example("trait children is more than 2", yes(has("children", "2.001")), no(has("children", "2"))),
                example("trait children is less than 2", yes(has("children", "1.999")), no(has("children", "2"))),
                example("tier is gold", yes(has("tier", "Gold")), no(has("tier", "silver"), somebody())),
                example("tier is not gold", yes(has("tier", "silver"), somebody()), no(has("tier", "gold"))),
                example("has 500 points or more", yes(has("points", "500")), no(has("points", "499.99"), somebody())),
                example(
                        "has fewer than 500 points",
                        yes(has("points", "499.99")),
                        no(has("points", "500"), somebody())));
    }

    private static Shopper ends(String date) {
        return has("plan_ends", date);
    }

    private static List<Example> dates() {
        return List.of(
                example("trait plan_ends is on or after 2026-07-01", yes(ends("2026-07-01")), no(ends("2026-06-30"))),
                example("trait plan_ends is before 2026-07-01", yes(ends("2026-06-30")), no(ends("2026-07-01"))),
                example(
                        "trait plan_ends falls on today",
                        yes(ends("2026-06-15"), ends("2026-06-15 08:00"), ends("2026-06-14T17:00:00Z")),
                        no(ends("2026-06-14"), ends("2026-06-16"), ends("2026-06-15T17:00:00Z"), ends("soon"))),
                example(
                        "trait plan_ends is in exactly 10 days",
                        yes(ends("2026-06-25")),
                        no(ends("2026-06-24"), ends("2026-06-26"))),
                example(
                        "trait plan_ends is in 10 days or less",
                        yes(ends("2026-06-25"), ends("2026-06-15")),
                        no(ends("2026-06-26"), ends("2026-06-14"))),
                example("trait plan_ends is in 10 days or more", yes(ends("2026-06-25")), no(ends("2026-06-24"))),
                example(
                        "trait plan_ends was exactly 10 days ago",
                        yes(ends("2026-06-05")),
                        no(ends("2026-06-04"), ends("2026-06-06"))),
                example(
                        "trait plan_ends was 10 days ago or less",
                        yes(ends("2026-06-05"), ends("2026-06-15")),
                        no(ends("2026-06-04"), ends("2026-06-16"))),
                example(
                        "trait plan_ends was 10 days ago or more",
                        yes(ends("2026-06-05")),
                        no(ends("2026-06-06"), ends("2026-06-25"))));
    }

    private static Shopper born(String birthday) {
        return has("birthday", birthday);
    }

    private static List<Example> birthdays() {
        return List.of(
                example(
                        "birthday is today",
                        yes(born("1990-06-15"), born("06-15"), born("--06-15")),
                        no(born("1990-06-14"), born("1990-06-16"), born("15 June"), somebody())),
                example("birthday is in 10 days", yes(born("1990-06-25")), no(born("1990-06-24"), born("1990-06-26"))),
                example(
                        "birthday is in 10 days or less",
                        yes(born("1990-06-25"), born("1990-06-15")),
                        no(born("1990-06-26"), born("1990-06-14"))),
                example(
                        "birthday was 10 days ago",
                        yes(born("1990-06-05")),
                        no(born("1990-06-04"), born("1990-06-06"))),
                example(
                        "birthday was 10 days ago or less",
                        yes(born("1990-06-05"), born("1990-06-15")),
                        no(born("1990-06-04"), born("1990-06-16"))),
                example(
                        "birthday is this month",
                        yes(born("1990-06-01"), born("1990-06-30")),
                        no(born("1990-05-31"), born("1990-07-01"))),
                example(
                        "anniversary of wedding is today",
                        yes(has("wedding", "2001-06-15")),
                        no(has("wedding", "06-16"))),
                example(
                        "anniversary of wedding is in 9 days",
                        yes(has("wedding", "2001-06-24")),
                        no(has("wedding", "2001-06-23"))),
                example(
                        "anniversary of wedding is in 9 days or less",
                        yes(has("wedding", "2001-06-24")),
                        no(has("wedding", "2001-06-25"))),
                example("is 18 years old or older", yes(born("2008-06-15")), no(born("2008-06-16"), born("06-15"))),
                example("is younger than 18 years", yes(born("2008-06-16")), no(born("2008-06-15"), somebody())));
    }

    private static List<Example> today() {
        Shopper friday = somebody().seenAfter(4 * 24 + 11);
        Shopper saturday = somebody().seenAfter(4 * 24 + 12);
        Shopper sunday = somebody().seenAfter(-13);
        return List.of(
                example("today is a weekday", yes(somebody(), friday), no(saturday, sunday)),
                example("today is at the weekend", yes(saturday, sunday), no(somebody(), friday)),
                example("today is monday", yes(somebody()), no(sunday, friday)),
                example("today is not monday", yes(), no(somebody())),
                example("today is not sunday", yes(somebody()), no()),
                example("local time is from 12:00 to 12:01", yes(somebody()), no()),
                example("local time is from 22:00 to 12:01", yes(somebody()), no()),
                example("local time is from 11:59 to 12:00", yes(), no(somebody())),
                example("local time is from 12:01 to 12:00", yes(), no(somebody())),
                example("local time is not from 11:00 to 12:00", yes(somebody()), no()),
                example("local time is not from 12:00 to 13:00", yes(), no(somebody())),
                example("today is day 15 of the month", yes(somebody()), no()),
                example("today is day 16 of the month", yes(), no(somebody())),
                example("today is day 15 of the month or later", yes(somebody()), no()),
                example("today is day 16 of the month or later", yes(), no(somebody())),
                example("today is day 15 of the month or earlier", yes(somebody()), no()),
                example("today is day 14 of the month or earlier", yes(), no(somebody())),
                example("this month is month 6", yes(somebody()), no()),
                example("this month is month 7", yes(), no(somebody())));
    }

    /** The customer's bucket of the split "autumn" is 1863 of 10,000. */
    private static List<Example> channels() {
        Shopper stopped = somebody().did("Unsubscribed", 1, Map.of("channel", "push"));
        return List.of(
                example("is in the first 19% of split autumn", yes(somebody()), no()),
                example("is in the first 18% of split autumn", yes(), no(somebody())),
                example("is not in the first 18% of split autumn", yes(somebody()), no()),
                example("is not in the first 19% of split autumn", yes(), no(somebody())),
                example("is from 18% to 19% of split autumn", yes(somebody()), no()),
                example("is from 19% to 100% of split autumn", yes(), no(somebody())),
                example("is in the first 19% of split winter", yes(), no(somebody())),
                example("has an address for push", yes(somebody()), no()),
                example("has an address for sms", yes(), no(somebody())),
                example("has no address for sms", yes(somebody()), no()),
                example("has no address for push", yes(), no(somebody())),
                example(
                        "has consent for news",
                        yes(somebody().did("Consent Granted", 2, Map.of("topic", "news"))),
                        no(
                                somebody(),
                                somebody()
                                        .did("Consent Granted", 2, Map.of("topic", "news"))
                                        .did("Consent Withdrawn", 1, Map.of("topic", "news")))),
                example(
                        "has no consent for news",
                        yes(somebody()),
                        no(somebody().did("Consent Granted", 2, Map.of("topic", "news")))),
                example(
                        "said stop in push",
                        yes(stopped, somebody().did("Unsubscribed", 1, Map.of())),
                        no(somebody(), somebody().did("Unsubscribed", 1, Map.of("channel", "sms")))),
                example("can be reached by push", yes(somebody()), no(stopped)));
    }
}
