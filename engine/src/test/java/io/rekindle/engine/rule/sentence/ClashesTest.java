package io.rekindle.engine.rule.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No line fits two sentences: not tried with examples, but decided from the shapes themselves. */
class ClashesTest {

    private static List<String> clashes(String... lines) {
        Problems problems = new Problems();
        CatalogueFile.read(Map.of("a.dsl", String.join("\n", lines)), problems);
        return problems.list().stream().map(Problem::message).toList();
    }

    @Test
    void two_sentences_that_share_a_line_are_refused_with_that_line() {
        assertThat(clashes(
                        "[condition][a n:int]has bought {n} times=orders >= {n}",
                        "[condition][b s:tag]has bought {s}=hasTag(\"{s}\")"))
                .containsExactly("The line \"has bought 0 times\" fits \"has bought {s}\" and also"
                        + " \"has bought {n} times\".");
    }

    @Test
    void a_sentence_that_only_types_keep_from_another_is_fine() {
        assertThat(clashes(
                        "[condition][a n:int]bought {n}=orders >= {n}",
                        "[condition][b m:money]bought {m}=spend >= {m}",
                        "[condition][c d:weekday]bought {d}=openCases == 1"))
                .isEmpty();
    }

    @Test
    void a_case_or_a_full_width_sign_makes_no_other_sentence() {
        assertThat(clashes("[condition][a]Is new，too=orders == 1", "[condition][b]is NEW, too=orders == 2"))
                .hasSize(1);
    }

    @Test
    void sentences_of_different_places_may_be_the_same() {
        assertThat(clashes("[consequence][never_again]never=re-entry", "[consequence][skip]never=when quiet"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a+b, a*b, true",
        "a{2}, a{3}, false",
        "'a{1,3}b', aaaab, false",
        "'a{1,3}b', aaab, true",
        "(?:ab)*c, ababc, true",
        "(?:ab)*c, abac, false",
        "[^x]+, x.*, false",
        "\\d+ ?天, 7 天, true",
        "A|B, b, true",
        "\\S+, a b, false",
        "(?<n>\\S+(?: \\S+)*)x, a bx, true"
    })
    void two_shapes_share_a_text_or_do_not(String one, String other, boolean share) {
        Alphabet alphabet = Alphabet.of(List.of(one, other));

        String text = Automaton.of(one, alphabet).common(Automaton.of(other, alphabet));

        assertThat(text != null).isEqualTo(share);
        if (text != null) {
            assertThat(text).matches(Pattern.compile(one, Sentence.FLAGS));
            assertThat(text).matches(Pattern.compile(other, Sentence.FLAGS));
        }
    }

    @Test
    void random_shapes_are_decided_as_the_matcher_decides_them() {
        Random random = new Random(20_261_121);
        for (int round = 0; round < 3_000; round++) {
            String shape = shape(random, 3);
            String text = random.ints(random.nextInt(6), 0, 3)
                    .mapToObj(letter -> "ab1".substring(letter, letter + 1))
                    .collect(Collectors.joining());
            Alphabet alphabet = Alphabet.of(List.of(shape, text));

            String common = Automaton.of(shape, alphabet).common(Automaton.of(text, alphabet));

            assertThat(common != null).as(shape + " " + text).isEqualTo(text.matches("(?i:" + shape + ")"));
        }
    }

    private static String shape(Random random, int depth) {
        String[] signs = {"", "?", "*", "+", "{2}", "{1,2}"};
        return switch (depth == 0 ? random.nextInt(3) : random.nextInt(6)) {
            case 0 -> "a";
            case 1 -> "[b1]";
            case 2 -> "\\d";
            case 3 -> "(?:" + shape(random, depth - 1) + ")" + signs[random.nextInt(signs.length)];
            case 4 -> shape(random, depth - 1) + shape(random, depth - 1);
            default -> "(?:" + shape(random, depth - 1) + "|" + shape(random, depth - 1) + ")";
        };
    }
}
