package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads rule books. The same files give the same book, wherever they lie. */
public final class RuleBooks {

    private RuleBooks() {}

    /** Reads the book in a directory. */
    public static Reading read(Path directory) throws IOException {
        Problems problems = new Problems();
        Map<String, String> files = BookFiles.in(directory, problems);
        return new BookReader(files, problems).read();
    }

    /** Reads the book that ships, from {@code rulebook/} on the class path. */
    public static Reading readShipped() throws IOException {
        Problems problems = new Problems();
        Map<String, String> files = BookFiles.onClassPath(RuleBooks.class.getClassLoader(), problems);
        return new BookReader(files, problems).read();
    }

    /**
     * Reads a book.
     *
     * @param files source by path below the book's directory, with forward slashes
     */
    public static Reading parse(Map<String, String> files) {
        return new BookReader(files, new Problems()).read();
    }
}
