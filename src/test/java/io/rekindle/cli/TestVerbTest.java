package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rekindle test} by its exit code. */
class TestVerbTest {

    private static final String FILE = "tests/dormant-recall.test.yaml";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void is_done_where_every_test_passes_and_says_no_where_one_fails_or_cannot_be_read() throws IOException {
        assertThat(test("[{name: a, given: {days_since_order: 45}, expect: [enters]}]"))
                .isZero();
        assertThat(test("[{name: a, given: {days_since_order: 29}, expect: [enters]}]"))
                .isEqualTo(Verb.NO);
        assertThat(test("[{name: a, given: {days_since_ordr: 45}, expect: [enters]}]"))
                .isEqualTo(Verb.NO);
    }

    @Test
    void refuses_a_file_that_the_book_does_not_have() throws IOException {
        write("[]");

        assertThat(Verbs.run("test", "--rules", folder.toString(), "tests/none.test.yaml"))
                .isEqualTo(2);
    }

    private int test(String tests) throws IOException {
        write(tests);
        return Verbs.run("test", "--json", "--rules", folder.toString(), FILE);
    }

    private void write(String tests) throws IOException {
        Map<String, String> files = new TreeMap<>(Books.shipped().files());
        files.put(FILE, tests);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
