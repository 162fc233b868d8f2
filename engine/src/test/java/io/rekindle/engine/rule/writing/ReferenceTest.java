package io.rekindle.engine.rule.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.sentence.Scope;
import io.rekindle.engine.rule.sentence.StateNames;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {

    private static final RuleBook BOOK = TestBook.shipped().book();
    private static final Catalogue CATALOGUE = RuleBookWriter.catalogue(BOOK);
    private static final Reference REFERENCE = Reference.of(CATALOGUE);

    @Test
    void the_page_in_docs_is_what_the_catalogue_gives() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "rule-language.md")))
                .as("write it again: ./rekindle language > docs/rule-language.md")
                .isEqualTo(ReferencePage.of(REFERENCE, null));
    }

    static List<Reference.Entry> sentences() {
        return REFERENCE.entries().stream()
                .filter(entry -> entry.scope() != Scope.KEYWORD)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void every_example_is_a_line_that_is_understood(Reference.Entry entry) {
        Names names = Names.anything("CNY", StateNames.of(BOOK.lifecycle()));
        entry.examples().forEach((language, example) -> {
            Problems problems = new Problems();
            Phrase line = Phrase.of("example", 1, 1, example);

            assertThat(CATALOGUE.read(entry.place(), line, names, problems).map(Said::id))
                    .contains(entry.id());
            assertThat(problems.list()).isEmpty();
        });
    }

    @Test
    void everything_has_a_name_in_both_languages() {
        assertThat(REFERENCE.entries())
                .allSatisfy(entry -> assertThat(entry.templates()).containsOnlyKeys(Language.values()));
    }

    @Test
    void a_page_of_one_language_has_nothing_of_the_other() {
        assertThat(ReferencePage.of(REFERENCE, Language.EN)).doesNotContain("人群");
        assertThat(ReferencePage.of(REFERENCE, Language.ZH))
                .contains("| `人群` | campaign |")
                .doesNotContain("`audience`");
    }

    @Test
    void an_editor_is_offered_the_names_of_the_book() {
        assertThat(RuleBookWriter.choices(BOOK, ValueType.COUPON, Language.EN)).contains("BACK15");
        assertThat(RuleBookWriter.choices(BOOK, ValueType.STATE, Language.ZH)).contains("沉睡");
        assertThat(RuleBookWriter.choices(BOOK, ValueType.CHANNEL, Language.ZH)).containsExactly("推送", "短信", "邮件");
        assertThat(RuleBookWriter.choices(BOOK, ValueType.TEMPLATE, Language.EN))
                .contains("recall-price")
                .doesNotHaveDuplicates();
    }
}
