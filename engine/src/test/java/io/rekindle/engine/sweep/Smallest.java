package io.rekindle.engine.sweep;

import io.rekindle.engine.rule.drools.Release;
import java.util.Optional;

/** Makes a failing case small: leaves out events, then files and lines of the book, as long as it fails. */
final class Smallest {

    private static final int MOST_BOOKS = 300;

    private BookText book;
    private Story story;
    private String difference;
    private int books;

    Smallest(BookText book, Story story, String difference) {
        this.book = book;
        this.story = story;
        this.difference = difference;
    }

    String found() {
        fewerEvents();
        boolean smaller = true;
        while (smaller && books < MOST_BOOKS) {
            boolean files = fewerFiles();
            smaller = fewerLines() || files;
        }
        fewerEvents();
        return difference + "\n\n" + book + "\n--- customer\n" + story;
    }

    private void fewerEvents() {
        Optional<Release> release = book.compiled();
        if (release.isEmpty()) {
            return;
        }
        try (Comparison comparison = new Comparison(release.get())) {
            for (int size = Math.max(1, story.arrivals().size() / 2); size >= 1; size /= 2) {
                for (int from = story.arrivals().size() - size; from >= 0; from -= size) {
                    Story less = story.without(from, from + size);
                    comparison.difference(less).ifPresent(still -> keep(book, less, still));
                    from = Math.min(from, story.arrivals().size());
                }
            }
            // What a receipt or a coupon belongs to may be gone, so that it fails of itself: one more round.
            for (int from = story.arrivals().size() - 1; from >= 0; from--) {
                Story less = story.without(from, from + 1);
                comparison.difference(less).ifPresent(still -> keep(book, less, still));
            }
        }
    }

    private boolean fewerFiles() {
        boolean smaller = false;
        for (String file : book.files()) {
            smaller |= still(book.without(file));
        }
        return smaller;
    }

    private boolean fewerLines() {
        boolean smaller = false;
        for (String file : book.files()) {
            for (int line = book.lines(file) - 1; line >= 0; line--) {
                smaller |= still(book.without(file, line));
            }
        }
        return smaller;
    }

    private boolean still(BookText less) {
        if (++books > MOST_BOOKS) {
            return false;
        }
        Optional<Release> release = less.compiled();
        if (release.isEmpty()) {
            return false;
        }
        try (Comparison comparison = new Comparison(release.get())) {
            Optional<String> found = comparison.difference(story);
            found.ifPresent(fails -> keep(less, story, fails));
            return found.isPresent();
        }
    }

    private void keep(BookText smaller, Story shorter, String still) {
        book = smaller;
        story = shorter;
        difference = still;
    }
}
