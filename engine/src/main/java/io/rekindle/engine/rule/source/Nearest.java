package io.rekindle.engine.rule.source;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what an author most likely meant. */
public final class Nearest {

    private Nearest() {}

    /** The candidate that takes the fewest typing mistakes to become the text; null where none is near. */
    public static @Nullable String of(String text, Collection<String> candidates) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        for (String candidate : candidates.stream().sorted().toList()) {
            int distance = distance(text.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            int allowed = Math.max(1, Math.max(text.length(), candidate.length()) * 2 / 5);
            if (distance <= allowed && distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many insertions, deletions, replacements and swaps of neighbours lead from one text to the other. */
    public static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] now = new int[to.length() + 1];
            now[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                boolean same = from.charAt(row - 1) == to.charAt(column - 1);
                int cost = Math.min(Math.min(last[column], now[column - 1]) + 1, last[column - 1] + (same ? 0 : 1));
                boolean swapped = row > 1
                        && column > 1
                        && from.charAt(row - 1) == to.charAt(column - 2)
                        && from.charAt(row - 2) == to.charAt(column - 1);
                now[column] = swapped ? Math.min(cost, beforeLast[column - 2] + 1) : cost;
            }
            beforeLast = last;
            last = now;
        }
        return last[to.length()];
    }
}
