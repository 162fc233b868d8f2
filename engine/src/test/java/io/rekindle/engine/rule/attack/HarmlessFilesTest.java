package io.rekindle.engine.rule.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that look odd and are right: each asks the same as the plain sentences beside it. */
class HarmlessFilesTest {

    static List<Corpus.Case> files() {
        return Corpus.read("harmless/files");
    }

    private static Condition of(String path, String source) {
        Segment segment =
                TestBook.shipped().with(path, source).book().segments().get("a");
        assertThat(segment).isNotNull();
        return segment.condition();
    }

    @ParameterizedTest
    @MethodSource("files")
    void means_what_it_says(Corpus.Case file) {
        String plain = Arrays.stream(file.expected().split("; ", -1))
                .map(sentence -> "    - '" + sentence + "'\n")
                .collect(Collectors.joining("", "a:\n  any of:\n", ""));

        assertThat(of(file.path(), file.source())).isEqualTo(of(file.path(), plain));
    }

    @Test
    void there_are_more_than_twenty() {
        assertThat(files()).hasSizeGreaterThan(20);
    }
}
