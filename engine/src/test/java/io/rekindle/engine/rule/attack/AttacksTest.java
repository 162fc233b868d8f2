package io.rekindle.engine.rule.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.delivery.Templates;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.language.Reading;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that somebody might try in a rule book is refused, at its place and in words for people. */
class AttacksTest {

    private static final List<String> LISTINGS =
            List.of("attacks/raw-rules", "attacks/files", "attacks/templates", "attacks/paths");

    static Stream<Corpus.Case> attacks() {
        return LISTINGS.stream().flatMap(listing -> Corpus.read(listing).stream());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void is_refused(Corpus.Case attack) {
        List<Problem> errors = errors(attack);

        assertThat(errors.stream().filter(one -> one.file().equals(shown(attack.path()))))
                .as("what is wrong with the file")
                .isNotEmpty()
                .first()
                .extracting(error -> summary(error, attack))
                .isIn((Object[]) attack.expected().split("/", -1));
        assertThat(errors).allSatisfy(error -> assertThat(foreignWords(error, attack.source()))
                .as(error.toString())
                .isEmpty());
    }

    private static List<Problem> errors(Corpus.Case attack) {
        if (attack.listing().endsWith("templates")) {
            return Templates.check(Map.of(attack.path(), attack.source()));
        }
        Reading reading =
                TestBook.shipped().with(attack.path(), attack.source()).reading();
        assertThat(reading.book()).isEmpty();
        return reading.errors();
    }

    /** A path as messages show it. */
    private static String shown(String path) {
        return path.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }

    /** The code, and for raw rules the place. */
    private static String summary(Problem error, Corpus.Case attack) {
        boolean placed = attack.listing().endsWith("raw-rules") && error.line() > 0;
        return error.code() + (placed ? " " + error.line() + ":" + error.column() : "");
    }

    /** Words of a parser in a message, unless they are the author's own. */
    private static List<String> foreignWords(Problem error, String source) {
        String text = error.message() + " " + error.suggestion();
        return Corpus.FOREIGN.stream()
                .filter(word -> text.contains(word) && !source.contains(word))
                .toList();
    }

    @Test
    void the_corpus_has_more_than_a_hundred_attacks_of_every_sort() {
        assertThat(attacks().count()).isGreaterThan(200);
        assertThat(LISTINGS)
                .allSatisfy(listing -> assertThat(Corpus.read(listing)).hasSizeGreaterThan(15));
    }
}
