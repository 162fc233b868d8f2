package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.source.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesOfABookTest {

    @TempDir
    Path directory;

    @TempDir
    Path outside;

    private void write(String path, String source) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    @Test
    void a_directory_and_its_files_in_memory_are_the_same_book() throws IOException {
        Map<String, String> files = TestBook.shipped().book().files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        write("README.md", "for people");
        write("pom.xml", "<project/>");
        write("target/classes/policy.yaml", "copied: by the build");
        write(".git/config", "x");
        write("policy.yaml~", "an editor's copy");

        Reading reading = RuleBooks.read(directory);

        assertThat(reading.problems()).isEqualTo(TestBook.shipped().reading().problems());
        assertThat(reading.book()).contains(TestBook.shipped().book());
    }

    @Test
    void a_book_in_a_jar_of_the_class_path_is_read_whole() throws IOException {
        Map<String, String> files = TestBook.shipped().book().files();
        Path jar = directory.resolve("rules.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry("rulebook/" + file.getKey()));
                entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(BookFiles.onClassPath(loader, new Problems())).isEqualTo(files);
        }
    }

    @Test
    void a_class_path_without_a_book_is_a_mistake_of_whoever_put_it_together() {
        assertThatThrownBy(() -> BookFiles.onClassPath(new URLClassLoader(new URL[0], null), new Problems()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rekindle-rules");
    }

    @Test
    void a_file_too_large_to_be_a_rule_file_is_not_read() throws IOException {
        write("segments.yaml", "#".repeat(300 * 1024));
        Problems problems = new Problems();

        assertThat(BookFiles.in(directory, problems)).isEmpty();
        assertThat(problems.list()).extracting(Problem::code).containsExactly("too-large");
    }

    @Test
    void a_link_out_of_the_book_is_not_followed() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "root:x:0:0");
        write("policy.yaml", "currency: CNY");
        Files.createDirectories(directory.resolve("campaigns"));
        Files.createSymbolicLink(directory.resolve("campaigns/x.yaml"), secret);
        Files.createSymbolicLink(directory.resolve("templates"), outside);
        Files.createSymbolicLink(directory.resolve("calendar"), directory);
        Files.createSymbolicLink(directory.resolve("segments.yaml"), directory.resolve("policy.yaml"));
        Problems problems = new Problems();

        assertThat(BookFiles.in(directory, problems)).containsOnlyKeys("policy.yaml", "segments.yaml");
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly("campaigns/x.yaml This file is a link to a place outside of the rule book.");
    }

    @Test
    void a_directory_that_is_not_there_is_a_problem() throws IOException {
        Problems problems = new Problems();

        assertThat(BookFiles.in(directory.resolve("nowhere"), problems)).isEmpty();
        assertThat(problems.list()).extracting(Problem::code).containsExactly("no-directory");
    }

    @Test
    void an_empty_book_has_a_policy_that_forbids_nothing() {
        var policy = TestBook.empty().book().policy();

        assertThat(policy.zone().getId()).isEqualTo("UTC");
        assertThat(policy.currency()).isEqualTo("CNY");
        assertThat(policy.quiet()).isNull();
        assertThat(policy.caps()).isEmpty();
        assertThat(policy.consent()).isEmpty();
    }
}
