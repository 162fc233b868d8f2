package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtVerbTest {

    private static final String WELCOME = "campaigns/welcome.yaml";

    @TempDir
    Path home;

    private Path book;
    private Map<String, String> shipped;

    @BeforeEach
    void a_copy_of_the_shipped_book() throws IOException {
        book = home.resolve("book");
        shipped = new TreeMap<>(RuleBooks.readShipped().book().orElseThrow().files());
        for (Map.Entry<String, String> file : shipped.entrySet()) {
            Files.createDirectories(book.resolve(file.getKey()).resolve("..").normalize());
            Files.writeString(book.resolve(file.getKey()), file.getValue());
        }
    }

    private String text(Path directory, String path) throws IOException {
        return Files.readString(directory.resolve(path));
    }

    @Test
    void a_book_is_rewritten_in_place_in_chinese_and_back() throws IOException {
        assertThat(Verbs.run("fmt", "--lang", "zh", book.toString())).isZero();
        assertThat(text(book, WELCOME)).startsWith("活动: welcome\n").contains("tips: 2 天后，如果未打开");

        assertThat(Verbs.run("fmt", "--lang", "en", "--rules", book.toString())).isZero();
        for (Map.Entry<String, String> file : shipped.entrySet()) {
            assertThat(text(book, file.getKey())).isEqualTo(file.getValue());
        }
    }

    @Test
    void check_says_no_to_a_file_in_another_spelling_and_writes_nothing() throws IOException {
        assertThat(Verbs.run("fmt", "--check", book.toString())).isZero();

        String odd = text(book, WELCOME).replace("at once, send", "At once,send");
        Files.writeString(book.resolve(WELCOME), odd);

        assertThat(Verbs.run("fmt", "--check", book.toString())).isEqualTo(1);
        assertThat(text(book, WELCOME)).isEqualTo(odd);
        assertThat(Verbs.run("fmt", book.toString())).isZero();
        assertThat(text(book, WELCOME)).isEqualTo(shipped.get(WELCOME));
    }

    @Test
    void the_whole_book_is_written_elsewhere() throws IOException {
        Path chinese = home.resolve("chinese");

        assertThat(Verbs.run("fmt", "--lang", "zh", "--out", chinese.toString(), book.toString()))
                .isZero();

        assertThat(text(book, WELCOME)).isEqualTo(shipped.get(WELCOME));
        assertThat(text(chinese, "lifecycle.csv")).isEqualTo(shipped.get("lifecycle.csv"));
        assertThat(RuleBooks.read(chinese).errors()).isEmpty();
        assertThat(RuleBooks.read(chinese).book().orElseThrow().files().keySet())
                .isEqualTo(shipped.keySet());
    }

    @Test
    void a_book_with_a_mistake_is_not_touched() throws IOException {
        Files.writeString(book.resolve("segments.yaml"), "x:\n  any of: [minr]\n");

        assertThat(Verbs.run("fmt", "--lang", "zh", book.toString())).isEqualTo(1);

        assertThat(text(book, WELCOME)).isEqualTo(shipped.get(WELCOME));
    }
}
