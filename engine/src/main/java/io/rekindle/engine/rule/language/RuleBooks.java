package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads rule books. The same files give the same book, wherever they lie. */
public final class RuleBooks {

    private RuleBooks() {}

    /**
     * Reads the book in a directory. A directory without a single rule file is an error: it is a disk that is not mounted, or a
     * checkout that has only begun, rather than somebody's wish that every campaign end.
     */
    public static Reading read(Path directory) throws IOException {
        Problems problems = new Problems();
        Map<String, String> files = BookFiles.in(directory, problems);
        if (files.isEmpty() && problems.list().isEmpty()) {
            Phrase whole = Phrase.of(directory.toString(), 0, 0, "");
            problems.error(whole, "no-rules", "There is no rule file in this directory.");
        }
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
