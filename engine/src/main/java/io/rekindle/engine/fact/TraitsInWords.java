package io.rekindle.engine.fact;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what rules about a customer's traits, dates and channels saw. */
final class TraitsInWords extends Words {

    private static final int MINUTES_OF_HOUR = 60;

    TraitsInWords(Facts facts) {
        super(facts);
    }

    @Override
    Optional<String> of(String fact, List<Object> arguments) {
        return known(fact, arguments).or(() -> dates(fact, arguments)).or(() -> today(fact));
    }

    private Optional<String> known(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "hasTag" ->
                        (facts.hasTag(text(arguments, 0)) ? "tagged " : "not tagged ") + text(arguments, 0);
                    case "daysTagged" -> tagged(text(arguments, 0));
                    case "traitIs", "traitIn", "traitContains", "traitNumber", "traitKnown", "traitDay" ->
                        trait(text(arguments, 0));
                    case "hasConsent" ->
                        (facts.hasConsent(text(arguments, 0)) ? "consents to " : "no consent to ") + text(arguments, 0);
                    case "hasAddress" ->
                        (facts.hasAddress(text(arguments, 0)) ? "has a usable " : "no usable ") + text(arguments, 0);
                    case "isSuppressed" ->
                        (facts.isSuppressed(text(arguments, 0)) ? "said stop in " : "did not say stop in ")
                                + text(arguments, 0);
                    case "isUnsubscribed" -> facts.isUnsubscribed() ? "unsubscribed" : "not unsubscribed";
                    case "inSplit" ->
                        (facts.inSplit(text(arguments, 0), number(arguments, 1), number(arguments, 2))
                                        ? "in "
                                        : "not in ")
                                + "that part of " + text(arguments, 0);
                    default -> null;
                });
    }

    private String trait(String name) {
        String value = facts.trait(name);
        return value == null ? "no " + name : name + " is " + value;
    }

    private String tagged(String tag) {
        long since = facts.taggedSince(tag);
        return since == History.NEVER ? "not tagged " + tag : "tagged " + tag + ", " + ago(since, "");
    }

    private Optional<String> dates(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "daysSinceTrait", "daysUntilTrait" -> date(text(arguments, 0), facts.date(text(arguments, 0)));
                    case "daysUntilAnniversary", "daysSinceAnniversary", "anniversaryThisMonth" ->
                        anniversary(fact, text(arguments, 0));
                    case "age" -> age();
                    case "isMinor" -> facts.at(facts.asOf()).isMinor() ? "under 18" : "not known to be under 18";
                    default -> null;
                });
    }

    private String date(String trait, @org.jspecify.annotations.Nullable LocalDate date) {
        return date == null ? "no date in " + trait : trait + " " + distance(date) + ", on " + date(date);
    }

    private String distance(LocalDate date) {
        long ahead = date.toEpochDay() - facts.today().toEpochDay();
        return ahead == 0 ? "is today" : ahead > 0 ? "is in " + days(ahead) : "was " + days(-ahead) + " ago";
    }

    private String anniversary(String fact, String trait) {
        MonthDay when = facts.dayOfYear(trait);
        long today = facts.today().toEpochDay();
        return when == null
                ? "no date in " + trait
                : date(
                        trait,
                        LocalDate.ofEpochDay(
                                fact.equals("daysSinceAnniversary")
                                        ? Dates.previous(when, today)
                                        : Dates.next(when, today)));
    }

    private String age() {
        LocalDate born = facts.date("birthday");
        return born == null ? "no birthday" : Dates.age(born, facts.today().toEpochDay()) + " years old";
    }

    private Optional<String> today(String fact) {
        LocalDate today = facts.today();
        long minute = facts.days.minuteOf(facts.asOf());
        return Optional.ofNullable(
                switch (fact) {
                    case "weekday" -> "it is " + today.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
                    case "dayOfMonth", "month" -> "it is " + date(today);
                    case "localTime" -> "it is %02d:%02d".formatted(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
                    default -> null;
                });
    }
}
