package io.rekindle.engine.fact;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that every telling of what a rule saw is made of. */
abstract class Words {

    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    final Facts facts;

    Words(Facts facts) {
        this.facts = facts;
    }

    /** What the fact of that name saw; empty where it is told elsewhere. */
    abstract Optional<String> of(String fact, List<Object> arguments);

    final String ago(long instant, String never) {
        return instant > facts.asOf() ? never : days(facts.daysBetween(instant)) + ", on " + date(instant);
    }

    final String date(long instant) {
        return date(Instant.ofEpochMilli(instant).atZone(facts.profile().zone()).toLocalDate());
    }

    final String date(LocalDate day) {
        return day.format(day.getYear() == facts.today().getYear() ? THIS_YEAR : OTHER_YEAR);
    }

    static String days(long days) {
        return count(days, "day");
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String money(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    static String text(List<Object> arguments, int index) {
        return (String) arguments.get(index);
    }

    static int number(List<Object> arguments, int index) {
        return ((Long) arguments.get(index)).intValue();
    }
}
