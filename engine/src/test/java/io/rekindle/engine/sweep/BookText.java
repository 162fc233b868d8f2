package io.rekindle.engine.sweep;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of a rule book by their lines, any of which can be left out to find a smaller one. */
final class BookText {

    private final Map<String, List<String>> files = new TreeMap<>();

    void line(String file, String text) {
        files.computeIfAbsent(file, unused -> new ArrayList<>()).add(text);
    }

    List<String> files() {
        return List.copyOf(files.keySet());
    }

    int lines(String file) {
        return files.getOrDefault(file, List.of()).size();
    }

    BookText without(String file) {
        BookText less = new BookText();
        files.forEach((path, lines) -> less.files.put(path, new ArrayList<>(lines)));
        less.files.remove(file);
        return less;
    }

    BookText without(String file, int line) {
        BookText less = without("");
        less.files.getOrDefault(file, new ArrayList<>()).remove(line);
        return less;
    }

    Reading reading() {
        TestBook book = TestBook.empty();
        files.forEach((path, lines) -> book.with(path, String.join("\n", lines) + "\n"));
        return book.reading();
    }

    /** Empty where a line is missing that others need. */
    Optional<Release> compiled() {
        return reading().book().map(Release::compile);
    }

    @Override
    public String toString() {
        return files.entrySet().stream()
                .map(file -> "--- " + file.getKey() + "\n" + String.join("\n", file.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
