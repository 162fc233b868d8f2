package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckVerbTest {

    @TempDir
    private Path book;

    @BeforeEach
    void write_the_shipped_book() throws IOException {
        for (Map.Entry<String, String> file : Books.shipped().files().entrySet()) {
            Path path = book.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void says_that_the_shipped_book_is_right() {
        Called called = check();
        assertThat(called.code()).isZero();
        assertThat(called.out())
                .contains("Release " + Books.shipped().version())
                .contains("0 errors");
    }

    @Test
    void shows_the_line_and_a_caret_below_the_place() throws IOException {
        change("campaigns/dormant-recall.yaml", "lifecycle is dormant", "lifecycle is dormnat");
        Called called = check();
        assertThat(called.code()).isEqualTo(1);
        assertThat(called.out()).contains("""
                error   campaigns/dormant-recall.yaml:5:18 There is no lifecycle state "dormnat". Did you mean "dormant"?
                      - lifecycle is dormnat
                                     ^
                """);
    }

    @Test
    void reads_the_tests_beside_the_rules_too() throws IOException {
        change("tests/welcome.test.yaml", "enters now", "entres now");
        Called called = check();
        assertThat(called.code()).isEqualTo(1);
        assertThat(called.out())
                .containsOnlyOnce("tests/welcome.test.yaml:5:12 I don't know the expectation \"entres now\".")
                .contains("1 errors");
    }

    @Test
    void sets_the_caret_below_chinese_signs_which_are_twice_as_wide() throws IOException {
        change("campaigns/dormant-recall.yaml", "lifecycle is dormant", "生命周期为沉水");
        assertThat(check().out()).contains("""
                      - 生命周期为沉水
                                  ^
                """);
    }

    @Test
    void names_the_cell_of_a_grid_and_shows_its_row() throws IOException {
        change("lifecycle.csv", "30..119", "thirty");
        assertThat(check().out()).contains("lifecycle.csv E4 ").contains("    dormant,Dormant,沉睡,>=1,thirty,,");
    }

    @Test
    void lists_every_error_of_every_file_as_json() throws IOException {
        change("campaigns/dormant-recall.yaml", "lifecycle is dormant", "lifecycle is dormnat");
        change("campaigns/dormant-recall.yaml", "coupon BACK15", "coupon BACK51");
        change("lifecycle.csv", "30..119", "thirty");
        Called called = Called.with("check", "--json", "--rules", book.toString());
        assertThat(called.code()).isEqualTo(1);
        JsonNode answer = JsonMapper.shared().readTree(called.out());
        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(answer.path("errors").values())
                .extracting(error -> error.path("code").asString())
                .contains("unknown-lifecycle-state", "unknown-coupon");
        JsonNode coupon = answer.path("errors").values().stream()
                .filter(error -> error.path("code").asString().equals("unknown-coupon"))
                .findFirst()
                .orElseThrow();
        assertThat(coupon.path("severity").asString()).isEqualTo("error");
        assertThat(coupon.path("file").asString()).isEqualTo("campaigns/dormant-recall.yaml");
        assertThat(coupon.path("line").asInt()).isEqualTo(16);
        assertThat(coupon.path("suggestion").asString()).isEqualTo("BACK15");
        assertThat(coupon.path("text").asString()).contains("BACK51");
    }

    private Called check() {
        return Called.with("check", "--rules", book.toString());
    }

    private void change(String file, String from, String to) throws IOException {
        String source = Files.readString(book.resolve(file));
        assertThat(source).contains(from);
        Files.writeString(book.resolve(file), source.replace(from, to));
    }
}
