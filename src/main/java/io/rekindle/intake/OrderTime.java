package io.rekindle.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the times of an order file: with an offset, or local in the file's zone, or a date alone.
 *
 * <p>A date alone is noon of that day in the zone: rules count calendar days, and noon is still the same day should the
 * zone later turn out to be another one up to eleven hours away, where midnight would already be the day before.
 *
 * <p>A local time that a change to summer time skips is read as that much later; of one that occurs twice, the first.
 */
final class OrderTime {

    private static final int DATE = "yyyy-MM-dd".length();

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2999;

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final ZoneId zone;

    OrderTime(ZoneId zone) {
        this.zone = zone;
    }

    /** The instant that the text means, or empty where it means none. */
    Optional<Instant> read(String text) {
        try {
            Instant instant = text.length() == DATE ? noon(text) : moment(text);
            int year = instant.atZone(zone).getYear();
            return year < FIRST_YEAR || year > LAST_YEAR ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private Instant noon(String date) {
        return LocalDate.parse(date).atTime(LocalTime.NOON).atZone(zone).toInstant();
    }

    private Instant moment(String text) {
        String iso = text.length() > DATE && text.charAt(DATE) == ' '
                ? text.substring(0, DATE) + 'T' + text.substring(DATE + 1)
                : text;
        var parsed = FORM.parse(iso);
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? OffsetDateTime.from(parsed).toInstant()
                : LocalDateTime.from(parsed).atZone(zone).toInstant();
    }
}
