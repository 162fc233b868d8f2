package io.rekindle.engine.decision;

import java.util.ArrayList;
import java.util.List;

/** All ways to take so many of a list, in the order of the list. */
final class Combinations {

    private Combinations() {}

    static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> found = new ArrayList<>();
        add(all, 0, size, List.of(), found);
        return found;
    }

    private static <T> void add(List<T> all, int from, int size, List<T> taken, List<List<T>> found) {
        if (taken.size() == size) {
            found.add(taken);
            return;
        }
        for (int index = from; index < all.size(); index++) {
            List<T> more = new ArrayList<>(taken);
            more.add(all.get(index));
            add(all, index + 1, size, List.copyOf(more), found);
        }
    }
}
