package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask of dates: those of traits ({@code 2026-11-30}, a time with its offset, or {@code 11-30} for days that
 * return every year), and today's. Who was born on 29 February has the birthday on the 28th in years without a 29th.
 */
public abstract class Dates extends Traits {

    private static final String BIRTHDAY = "birthday";
    private static final Pattern OFFSET = Pattern.compile(".{10}T.*(Z|[+-]\\d\\d:\\d\\d)");
    private static final int OF_AGE = 18;
    private static final int LENGTH_OF_DATE = 10;
    /** From one 29 February to the next it can be eight years. */
    private static final int YEARS_AHEAD = 9;

    private static final int DAYS_OF_WEEK = 7;
    private static final int DAYS_OF_TWO_MONTHS = 62;
    private static final int MONTHS_OF_YEAR = 12;

    Dates(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    // ---- dates of traits; false where the trait is no date

    /** Compares a trait that is a date with a day given by its number from 1970-01-01. */
    public boolean traitDay(String trait, String op, long day) {
        LocalDate date = date(trait);
        return date != null && Comparison.holds(date.toEpochDay(), op, day);
    }

    /** How many days ago the trait's date was; false for one to come. */
    public boolean daysSinceTrait(String trait, String op, long n) {
        LocalDate date = date(trait);
        if (date == null) {
            return false;
        }
        long at = date.toEpochDay();
        return flippingByDay(day -> day >= at && Comparison.holds(day - at, op, n), at, at + n, at + n + 1);
    }

    /** In how many days the trait's date is; false for one that is over. */
    public boolean daysUntilTrait(String trait, String op, long n) {
        LocalDate date = date(trait);
        if (date == null) {
            return false;
        }
        long at = date.toEpochDay();
        return flippingByDay(day -> day <= at && Comparison.holds(at - day, op, n), at - n, at - n + 1, at + 1);
    }

    /** In how many days the day of the year that the trait names comes again: 0 on the day itself. */
    public boolean daysUntilAnniversary(String trait, String op, long n) {
        MonthDay when = dayOfYear(trait);
        return when != null
                && flippingByDay(
                        day -> Comparison.holds(next(when, day) - day, op, n),
                        anniversaries(when)
                                .flatMap(at -> LongStream.of(at - n, at - n + 1, at + 1))
                                .toArray());
    }

    /** How many days ago the day of the year that the trait names was last: 0 on the day itself. */
    public boolean daysSinceAnniversary(String trait, String op, long n) {
        MonthDay when = dayOfYear(trait);
        return when != null
                && flippingByDay(
                        day -> Comparison.holds(day - previous(when, day), op, n),
                        anniversaries(when)
                                .flatMap(at -> LongStream.of(at, at + n, at + n + 1))
                                .toArray());
    }

    /** Whether the day of the year that the trait names is in this month. */
    public boolean anniversaryThisMonth(String trait) {
        MonthDay when = dayOfYear(trait);
        return when != null
                && flippingByDay(day -> LocalDate.ofEpochDay(day).getMonth() == when.getMonth(), firstsOfMonths());
    }

    /** The age in full years by the trait {@code birthday}. */
    public boolean age(String op, long years) {
        LocalDate born = date(BIRTHDAY);
        return born != null
                && born.toEpochDay() <= today
                && flippingByDay(
                        day -> Comparison.holds(age(born, day), op, years),
                        birthday(born, years),
                        birthday(born, years + 1));
    }

    static long age(LocalDate born, long day) {
        long years = (long) LocalDate.ofEpochDay(day).getYear() - born.getYear();
        return birthday(born, years) <= day ? years : years - 1;
    }

    /** Whether the trait {@code birthday} makes the customer younger than 18; false where it is not known. */
    public boolean isMinor() {
        LocalDate born = date(BIRTHDAY);
        return born != null && flippingByDay(day -> day < birthday(born, OF_AGE), birthday(born, OF_AGE));
    }

    private static long birthday(LocalDate born, long years) {
        return born.plusYears(Math.min(years, 1_000)).toEpochDay();
    }

    /** The date that a trait says, or null where it says none. */
    @Nullable
    LocalDate date(String trait) {
        String value = trait(trait);
        if (value == null || value.length() < LENGTH_OF_DATE) {
            return null;
        }
        try {
            if (OFFSET.matcher(value).matches()) {
                return OffsetDateTime.parse(value)
                        .atZoneSameInstant(profile.zone())
                        .toLocalDate();
            }
            boolean more = value.length() > LENGTH_OF_DATE && "T ".indexOf(value.charAt(LENGTH_OF_DATE)) < 0;
            return more ? null : LocalDate.parse(value.substring(0, LENGTH_OF_DATE));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** The day of the year that a trait says, or null where it says none. */
    @Nullable
    MonthDay dayOfYear(String trait) {
        LocalDate date = date(trait);
        String value = trait(trait);
        if (date != null || value == null) {
            return date == null ? null : MonthDay.from(date);
        }
        try {
            return MonthDay.parse(value.startsWith("--") ? value : "--" + value);
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    /** The next such day of the year on or after a day. */
    static long next(MonthDay when, long day) {
        int year = LocalDate.ofEpochDay(day).getYear();
        long thisYear = when.atYear(year).toEpochDay();
        return thisYear >= day ? thisYear : when.atYear(year + 1).toEpochDay();
    }

    /** The last such day of the year on or before a day. */
    static long previous(MonthDay when, long day) {
        int year = LocalDate.ofEpochDay(day).getYear();
        long thisYear = when.atYear(year).toEpochDay();
        return thisYear <= day ? thisYear : when.atYear(year - 1).toEpochDay();
    }

    private LongStream anniversaries(MonthDay when) {
        int year = LocalDate.ofEpochDay(today).getYear();
        return LongStream.range(year - 1L, year + YEARS_AHEAD)
                .map(one -> when.atYear((int) one).toEpochDay());
    }

    // ---- today

    /** The day of the week, 1 for Monday to 7. */
    public boolean weekday(String op, long number) {
        return flippingByDay(
                day -> Comparison.holds(LocalDate.ofEpochDay(day).getDayOfWeek().getValue(), op, number),
                LongStream.rangeClosed(today + 1, today + DAYS_OF_WEEK).toArray());
    }

    public boolean dayOfMonth(String op, long number) {
        return flippingByDay(
                day -> Comparison.holds(LocalDate.ofEpochDay(day).getDayOfMonth(), op, number),
                LongStream.rangeClosed(today + 1, today + DAYS_OF_TWO_MONTHS).toArray());
    }

    public boolean month(String op, long number) {
        return flippingByDay(
                day -> Comparison.holds(LocalDate.ofEpochDay(day).getMonthValue(), op, number), firstsOfMonths());
    }

    private long[] firstsOfMonths() {
        LocalDate first = LocalDate.ofEpochDay(today).withDayOfMonth(1);
        return LongStream.rangeClosed(1, MONTHS_OF_YEAR)
                .map(months -> first.plusMonths(months).toEpochDay())
                .toArray();
    }

    /** Whether the local clock shows a time from one minute of the day on and before another, over midnight if that is less. */
    public boolean localTime(long from, long to) {
        LongStream changes = LongStream.iterate(
                        days.changeAfter(asOf), change -> change != History.NEVER, days::changeAfter)
                .limit(2);
        LongStream shown = LongStream.rangeClosed(today, today + 2).flatMap(day -> LongStream.of(from, to)
                .boxed()
                .flatMap(minute -> days.showing(day, minute).stream())
                .mapToLong(Long::longValue));
        return flipping(
                instant -> {
                    long minute = days.minuteOf(instant);
                    return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
                },
                LongStream.concat(changes, shown).toArray());
    }
}
