package io.rekindle.console;

import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Strip;
import io.rekindle.engine.fact.Touch;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A year in one line, as coordinates: 0 to {@value #WIDTH} from left to right. */
public record StripView(
        List<Stay> stays,
        List<Double> orders,
        List<Double> messages,
        String visits,
        List<Tick> months,
        List<Legend> legend) {

    static final int WIDTH = 1000;
    private static final int WEEKS = 52;
    private static final int VISITS_BOTTOM = 74;
    private static final int VISITS_HEIGHT = 44;

    /** A stay in a state. */
    public record Stay(String state, String label, double x, double width, String title) {}

    /** The beginning of a month. */
    public record Tick(double x, String label) {}

    /** A state that occurs. */
    public record Legend(String state, String label) {}

    static StripView of(Strip strip, History history, Words words, ZoneId zone) {
        List<Stay> stays =
                strip.stays().stream().map(stay -> stay(strip, stay, words)).toList();
        List<Legend> legend = new ArrayList<>();
        strip.stays().stream()
                .map(stay -> stay.state().key())
                .distinct()
                .forEach(key -> legend.add(new Legend(key, words.state(key))));
        List<Double> messages = history.touches().stream()
                .filter(touch -> leftWithin(touch, strip))
                .map(touch -> x(strip, touch.at()))
                .toList();
        return new StripView(
                stays,
                strip.orders().stream().map(at -> x(strip, at)).toList(),
                messages,
                visits(strip),
                months(strip, words, zone),
                legend);
    }

    private static boolean leftWithin(Touch touch, Strip strip) {
        return touch.at() > strip.from() && touch.at() <= strip.until() && touch.failed() == History.NEVER;
    }

    private static Stay stay(Strip strip, Strip.Stay stay, Words words) {
        double from = x(strip, stay.from());
        String label = words.state(stay.state().key());
        return new Stay(
                stay.state().key(),
                label,
                from,
                Math.max(1, x(strip, stay.until()) - from - 1),
                label + ", " + words.day(stay.from()) + " – " + words.day(stay.until()));
    }

    private static double x(Strip strip, long at) {
        double share = (double) (at - strip.from()) / (strip.until() - strip.from());
        return Math.round(share * WIDTH * 10) / 10.0;
    }

    /** The outline of visits a week, as points of a polygon. */
    private static String visits(Strip strip) {
        long[] weeks = new long[WEEKS];
        strip.visits().forEach(at -> weeks[Math.min(WEEKS - 1, (int) (x(strip, at) / WIDTH * WEEKS))]++);
        long most = 1;
        for (long week : weeks) {
            most = Math.max(most, week);
        }
        StringBuilder points = new StringBuilder("0," + VISITS_BOTTOM + " ");
        for (int week = 0; week < WEEKS; week++) {
            double x = (week + 0.5) * WIDTH / WEEKS;
            double y = VISITS_BOTTOM - (double) VISITS_HEIGHT * weeks[week] / most;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return points.append(WIDTH).append(',').append(VISITS_BOTTOM).toString();
    }

    private static List<Tick> months(Strip strip, Words words, ZoneId zone) {
        DateTimeFormatter name = words.isChinese()
                ? DateTimeFormatter.ofPattern("M月", Locale.CHINESE)
                : DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
        List<Tick> ticks = new ArrayList<>();
        YearMonth month =
                YearMonth.from(Instant.ofEpochMilli(strip.from()).atZone(zone)).plusMonths(1);
        for (int index = 0; index < 12; index++) {
            long at = month.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
            if (at <= strip.until()) {
                ticks.add(new Tick(x(strip, at), month.format(name)));
            }
            month = month.plusMonths(1);
        }
        return ticks;
    }
}
