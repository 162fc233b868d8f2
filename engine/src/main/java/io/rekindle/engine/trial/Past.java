package io.rekindle.engine.trial;

import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.rule.source.Phrase;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events behind given facts: so many days before the test begins, at the same time of day. */
final class Past {

    private static final long DEFAULT_SINCE_ORDER = 10;
    private static final long DEFAULT_SINCE_REGISTERED = 365;
    private static final long DEFAULT_ORDER_VALUE = 100_00;
    private static final int MINUTES_BETWEEN_VISITS = 30;

    private final ZonedDateTime zero;
    private final Phrase where;
    private final List<Happening> happenings = new ArrayList<>();
    private ZonedDateTime registered;

    Past(ZonedDateTime zero, Phrase where) {
        this.zero = zero;
        this.where = where;
        this.registered = zero.minusDays(DEFAULT_SINCE_REGISTERED);
    }

    List<Happening> happenings() {
        return happenings;
    }

    /**
     * So many orders, one a day up to the last, the very first where it is given.
     *
     * @param spend all they came to, minor units, in equal parts; else each has the value
     */
    void orders(long count, @Nullable Long last, @Nullable Long first, @Nullable Long spend, @Nullable Long value) {
        long sinceLast = last == null ? DEFAULT_SINCE_ORDER : last;
        for (long index = 0; index < count; index++) {
            boolean isFirst = index == count - 1;
            long days = isFirst && first != null ? first : sinceLast + index;
            long each = spend != null ? spend / count : value != null ? value : DEFAULT_ORDER_VALUE;
            long amount = index == 0 && spend != null ? each + spend % count : each;
            tell(
                    zero.minusDays(days),
                    EventNames.ORDER_COMPLETED,
                    Map.of("total", BigDecimal.valueOf(amount, 2).toPlainString()));
        }
    }

    /** So many visits, one a day from so many days ago back, and over again within the days of the window. */
    void visits(long count, long from, long window) {
        long span = window == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, from >= window ? window : window - from);
        for (long index = 0; index < count; index++) {
            ZonedDateTime day = zero.minusDays(from + index % span);
            tell(day.minusMinutes(index / span * MINUTES_BETWEEN_VISITS), "page_viewed", Map.of());
        }
    }

    void openCase(String id) {
        tell(zero.minusDays(2), EventNames.CASE_OPENED, Map.of("case_id", id));
    }

    /** Registered so many days ago; where that is not given, a year ago, or with the first thing that happened. */
    void register(@Nullable Long days) {
        registered = days != null ? zero.minusDays(days) : earliest(registered);
        tell(registered, EventNames.USER_REGISTERED, Map.of());
    }

    private ZonedDateTime earliest(ZonedDateTime atLatest) {
        long first = happenings.stream().mapToLong(Happening::at).min().orElse(Long.MAX_VALUE);
        return first < atLatest.toInstant().toEpochMilli()
                ? java.time.Instant.ofEpochMilli(first).atZone(zero.getZone())
                : atLatest;
    }

    void traits(Map<String, Object> traits) {
        if (!traits.isEmpty()) {
            tell(registered, EventNames.TRAITS_CHANGED, Map.of("traits", traits));
        }
    }

    void tag(String tag) {
        tell(registered, EventNames.TAG_ADDED, Map.of("tag", tag));
    }

    void consent(String topic) {
        tell(registered, EventNames.CONSENT_GRANTED, Map.of("topic", topic));
    }

    /** Stop, in a channel or, where it is empty, everywhere. */
    void stop(String channel) {
        tell(zero.minusDays(1), EventNames.UNSUBSCRIBED, channel.isEmpty() ? Map.of() : Map.of("channel", channel));
    }

    private void tell(ZonedDateTime at, String key, Map<String, Object> properties) {
        SortedMap<String, Object> sorted = new TreeMap<>(properties);
        happenings.add(new Happening.Told(at.toInstant().toEpochMilli(), where, key, sorted));
    }
}
