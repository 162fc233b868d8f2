package io.rekindle.engine.sweep;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random customers of a season, to whom things happen at awkward moments: at midnight, while clocks change, together. */
final class RandomStory {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final List<String> NAMES = List.of(
            "Order Completed",
            "Order Completed",
            "Order Completed",
            "Page Viewed",
            "Page Viewed",
            "Product Viewed",
            "Cart Updated",
            "Cart Abandoned",
            "Coupon Viewed",
            "Coupon Viewed",
            "Traits Changed",
            "Traits Changed",
            "Tag Added",
            "Tag Removed",
            "Refund Requested",
            "Order Refunded",
            "Case Opened",
            "Case Closed",
            "Consent Granted",
            "Consent Withdrawn",
            "Unsubscribed",
            "Subscribed");

    private final Season season;
    private final Random random;
    private final ZoneId zone;
    private final boolean late;
    private final List<Long> times = new ArrayList<>();
    private final List<Story.Arrival> arrivals = new ArrayList<>();

    private RandomStory(Season season, Random random) {
        this.season = season;
        this.random = random;
        this.zone = season.zone(random);
        this.late = random.nextInt(3) == 0;
    }

    static Story next(Season season, Random random) {
        return new RandomStory(season, random).story();
    }

    private Story story() {
        Profile profile = new Profile(
                new CustomerId("customer-" + random.nextInt(1_000_000)),
                zone,
                "en",
                any(List.of(Set.of(ChannelName.PUSH), Set.of(ChannelName.PUSH, ChannelName.EMAIL, ChannelName.SMS))));
        boolean imported = random.nextInt(4) == 0;
        happens(profile.id(), "User Registered", time(), imported);
        int count = 2 + random.nextInt(random.nextBoolean() ? 8 : 25);
        for (int event = 0; event < count; event++) {
            happens(profile.id(), any(NAMES), time(), imported && random.nextBoolean());
        }
        return new Story(profile, season.begin(), season.end(), late, arrivals);
    }

    private void happens(CustomerId customer, String name, long at, boolean imported) {
        long occurred = imported ? season.begin() - random.nextInt(6 * 24 * 60) * MINUTE : at;
        boolean behind = late && !imported && random.nextInt(3) == 0;
        long known = imported ? season.begin() : behind ? occurred + behind() : occurred;
        Event event =
                new Event("m" + arrivals.size(), customer, name, Instant.ofEpochMilli(occurred), properties(occurred));
        arrivals.add(new Story.Arrival(known, event));
    }

    private long behind() {
        return random.nextBoolean() ? random.nextInt(90) * MINUTE + 1 : random.nextInt(60) * HOUR;
    }

    private SortedMap<String, Object> properties(long at) {
        SortedMap<String, Object> all = new TreeMap<>();
        String category = any(List.of("shoes", "hats", "boats"));
        all.put("category", category);
        all.put("total", any(List.of(0, 10, 30, 50.5, 60, 100)));
        all.put("order_id", "o" + random.nextInt(3));
        all.put("case_id", "k" + random.nextInt(3));
        all.put("tag", any(List.of("vip", "baby")));
        all.put("topic", "news");
        if (random.nextInt(4) > 0) {
            all.put("channel", any(List.of("push", "sms", "email")));
        }
        all.put("traits", traits(at));
        return all;
    }

    private Map<String, Object> traits(long at) {
        LocalDate day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
        LocalDate around = day.plusDays(random.nextInt(13) - 4L);
        return switch (random.nextInt(7)) {
            case 0 ->
                Map.of("birthday", around.minusYears(17 + random.nextInt(3)).toString());
            case 1 -> Map.of("birthday", "2008-02-29", "tier", any(List.of("gold", "Paris", "")));
            case 2 -> Map.of("renews", random.nextBoolean() ? around.toString() : around + "T23:30:00-03:00");
            case 3 -> Map.of("name_day", around.toString().substring(5));
            case 4 -> Map.of("points", any(List.of("99.5", "100", "50", "many")));
            case 5 -> Map.of("city", any(List.of("Paris", "Rome", "")));
            default -> Map.of("renews", "", "city", "rome");
        };
    }

    private long time() {
        long at = Math.max(season.begin(), Math.min(season.end() - 1, anyTime()));
        times.add(at);
        return at;
    }

    private long anyTime() {
        long somewhere = season.begin() + (long) (random.nextDouble() * (season.end() - season.begin()));
        long change = season.change(zone);
        return switch (random.nextInt(times.isEmpty() ? 5 : 9)) {
            case 0 -> somewhere;
            case 1 -> somewhere / HOUR * HOUR;
            case 2 -> midnight(somewhere) + any(List.of(-1L, 0L, 1L, -30 * MINUTE, 30 * MINUTE));
            case 3, 4 ->
                change > season.end()
                        ? midnight(somewhere)
                        : change
                                + any(List.of(-1L, 0L, 1L, 15 * MINUTE, -15 * MINUTE, HOUR, -HOUR))
                                + any(List.of(0L, 0L, -DAY, DAY, -2 * DAY, -3 * DAY, 30 * MINUTE, -30 * MINUTE));
            case 5 -> any(times);
            case 6 -> any(times) + any(List.of(-1L, 1L, 29 * MINUTE, 30 * MINUTE, HOUR, 25 * HOUR));
            default ->
                sameTime(any(times), any(List.of(-4, -3, -2, -1, 1, 2, 3, 4, 6))) + any(List.of(0L, 0L, -1L, 1L));
        };
    }

    private long midnight(long instant) {
        return Instant.ofEpochMilli(instant)
                .atZone(zone)
                .toLocalDate()
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }

    private long sameTime(long instant, int days) {
        return Instant.ofEpochMilli(instant)
                .atZone(zone)
                .plusDays(days)
                .toInstant()
                .toEpochMilli();
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
