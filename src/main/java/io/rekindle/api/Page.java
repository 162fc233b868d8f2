package io.rekindle.api;

import io.rekindle.postgres.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param hasMore whether there is another
 * @param after what to ask the next one with; absent on the last
 */
public record Page<T>(
        List<T> items, boolean hasMore, @Nullable String after) {

    static final String DEFAULT = "50";
    private static final int MOST = 200;

    /** Reads the parameter {@code limit}. */
    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.parameter("limit", "range", "limit is 1 to " + MOST);
        }
        return limit;
    }

    /** Reads the parameter {@code after}. */
    static Place after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Place.START;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int comma = text.indexOf(',');
            long at = Long.parseLong(text.substring(0, Math.max(0, comma)));
            if (at >= 0 && at <= Place.START.at()) {
                return new Place(at, text.substring(comma + 1).replace("\0", ""));
            }
        } catch (IllegalArgumentException notOurs) {
            // Answered below.
        }
        throw ProblemException.parameter("after", "not-a-cursor", "after takes what the page before gave as after");
    }

    /** The page of rows of which one more than the limit was asked for. */
    static <R, T> Page<T> of(List<R> rows, int limit, Function<R, Place> place, Function<R, T> item) {
        List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
        boolean more = rows.size() > limit;
        String after = more ? cursor(place.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(item).toList(), more, after);
    }

    private static String cursor(Place place) {
        String text = place.at() + "," + place.key();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
