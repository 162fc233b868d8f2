package io.rekindle.engine.rule.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.sentence.Vocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Raw rules that engineers write: each defines the segment vip, and what is printed for it stands beside it. */
class HarmlessRawRulesTest {

    private static final String CAMPAIGN = "campaigns/dormant-recall.yaml";
    private static final Pattern ASKED = Pattern.compile("Facts\\( (.*) \\)\\n");
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

    /** What a printed rule holds beside the facts of the vocabulary. */
    private static final Set<String> FRAME = Set.of(
            "package",
            "io",
            "rekindle",
            "rules",
            "import",
            "engine",
            "fact",
            "Facts",
            "rule",
            "campaign",
            "file",
            "line",
            "when",
            "$f",
            "asks",
            "then",
            "yes",
            "end");

    static List<Corpus.Case> rules() {
        return Corpus.read("harmless/raw-rules");
    }

    private static RuleBook with(Corpus.Case rule) {
        return TestBook.shipped()
                .with(rule.path(), rule.source())
                .replacing(CAMPAIGN, "lifecycle is dormant", "is in segment vip")
                .replacing(CAMPAIGN, "  - last order was 30 days ago or more\n", "")
                .replacing(CAMPAIGN, "  - has no open refund or complaint\n", "")
                .book();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void asks_what_it_says(Corpus.Case rule) {
        RuleBook book = with(rule);
        Campaign campaign = book.campaign("dormant-recall").orElseThrow();
        Matcher asked = ASKED.matcher(Release.drl(book, campaign));

        assertThat(asked.find()).isTrue();
        assertThat(asked.group(1)).isEqualTo(rule.expected());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void is_compiled_from_words_of_the_vocabulary_alone(Corpus.Case rule) {
        String printed = Release.compile(with(rule)).drl();
        String withoutTexts = TEXT.matcher(printed.replaceAll("//.*", "")).replaceAll("\"\"");
        Set<String> words = new TreeSet<>(WORD.matcher(withoutTexts.replaceAll("\\d+L", "0"))
                .results()
                .map(MatchResult::group)
                .toList());
        Set<String> known = new HashSet<>(Vocabulary.all().keySet());
        known.addAll(FRAME);

        assertThat(words).isSubsetOf(known);
    }

    @Test
    void there_are_more_than_twenty() {
        assertThat(rules()).hasSizeGreaterThan(20);
    }
}
