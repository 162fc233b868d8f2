package io.rekindle.console;

import java.util.List;
import java.util.Locale;

/** Draws small charts as the attributes of SVG elements. */
final class Spark {

    static final int WIDTH = 112;
    static final int HEIGHT = 28;

    private Spark() {}

    /** The points of a line through the values, from zero at the bottom to the largest at the top. */
    static String line(List<Long> values) {
        long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        StringBuilder points = new StringBuilder();
        for (int index = 0; index < values.size(); index++) {
            double x = values.size() == 1 ? WIDTH : 1 + (WIDTH - 2.0) * index / (values.size() - 1);
            double y = HEIGHT - 2 - (HEIGHT - 4.0) * values.get(index) / most;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        if (values.size() == 1) {
            points.insert(0, String.format(Locale.ROOT, "0,%.1f ", HEIGHT - 2 - (HEIGHT - 4.0) * values.get(0) / most));
        }
        return points.toString().strip();
    }
}
