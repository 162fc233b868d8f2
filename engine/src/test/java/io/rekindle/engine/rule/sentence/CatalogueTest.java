package io.rekindle.engine.rule.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    private static final Catalogue SHIPPED = read(Map.of());
    private static final Names NAMES = Names.of("CNY", dormant())
            .with(Noun.SEGMENT, Set.of("high-value"))
            .with(Noun.COUPON, Set.of("BACK15"))
            .with(Noun.CAMPAIGN, Set.of("welcome"))
            .with(Noun.MESSAGE, Set.of("welcome/hello"))
            .with(Noun.WEBHOOK, Set.of("cart_abandoned"))
            .with(Noun.CHANNEL, Set.of("sms", "email", "push"))
            .inside("dormant-recall", Set.of("hello"));

    private static StateNames dormant() {
        Label label = new Label("Dormant", "沉睡");
        Condition all = new Condition.All(List.of());
        return StateNames.of(List.of(new LifecycleRow(LifecycleState.DORMANT, label, all, 1, "everybody else")));
    }

    private static Catalogue read(Map<String, String> instead) {
        Map<String, String> files = new LinkedHashMap<>();
        try {
            for (String file : List.of("customer.en", "customer.zh", "structure.en", "structure.zh")) {
                String path = "language/" + file + ".dsl";
                files.put(path, instead.getOrDefault(path, Files.readString(Path.of("..", "rules", path))));
            }
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
        Problems problems = new Problems();
        Catalogue catalogue = CatalogueFile.read(files, problems);
        assertThat(problems.list()).isEmpty();
        return catalogue;
    }

    static List<Sentence> sentences() {
        return SHIPPED.sentences().stream()
                .filter(one -> one.scope() != Scope.KEYWORD)
                .toList();
    }

    private static List<Sentence> conditions() {
        return SHIPPED.at(Sentence.CONDITION);
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void a_sentence_fits_itself_and_no_other_in_either_language(Sentence sentence) {
        Problems problems = new Problems();
        Phrase line = Phrase.of("f", 1, 1, filled(sentence));

        Optional<Said> said = SHIPPED.read(sentence.place(), line, NAMES, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(said).map(Said::id).contains(sentence.id());
    }

    @Test
    void a_sentence_asks_the_same_in_every_language() {
        Map<String, List<Sentence>> byId = new LinkedHashMap<>();
        for (Sentence sentence : conditions()) {
            byId.merge(sentence.id(), List.of(sentence), (a, b) -> Stream.of(a, b)
                    .flatMap(List::stream)
                    .toList());
        }
        assertThat(byId.values()).allSatisfy(languages -> {
            assertThat(languages).hasSize(2);
            assertThat(languages)
                    .extracting(one -> matched(one).condition())
                    .containsOnly(matched(languages.get(0)).condition());
        });
    }

    private static Catalogue.Match matched(Sentence sentence) {
        return SHIPPED.match(Phrase.of("f", 1, 1, filled(sentence)), NAMES, new Problems())
                .orElseThrow();
    }

    private static String filled(Sentence sentence) {
        Map<String, String> values = new LinkedHashMap<>();
        sentence.types().forEach((name, type) -> values.put(name, type.example(sentence.language())));
        return sentence.print(values);
    }

    @Test
    void chinese_is_read_with_the_signs_and_labels_of_a_chinese_author() {
        assertThat(match("生命周期为沉睡")).isEqualTo(match("lifecycle is dormant"));
        assertThat(match("距上次下单≥３０天")).isEqualTo(match("last order was 30 days ago or more"));
        assertThat(match("近 30 天访问次数下降≥50％")).isEqualTo(match("visits in the last 30 days fell 50% or more"));
    }

    private static Optional<Catalogue.Match> match(String line) {
        Problems problems = new Problems();
        Optional<Catalogue.Match> match = SHIPPED.match(Phrase.of("f", 1, 1, line), NAMES, problems);
        assertThat(problems.list()).isEmpty();
        return match;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                System.exit(0) == 0            | 7 This is not part of a question to the facts.
                getClass() == 1                | 1 "getClass" is not a fact that rules may ask.
                order > 1                      | 1 "order" is not a fact that rules may ask. Did you mean "orders"?
                orders >= "1"                  | 12 A value of another kind is expected here.
                orders > 1; exit               | 11 This is not part of a question to the facts.
                orders = 1                     | 8 This is not part of a question to the facts.
                lifecycle > "new"              | 11 lifecycle can be compared with == and != only.
                lifecycle == 'new'             | 14 This is not part of a question to the facts.
                daysSinceOrder(30)             | 16 A value of another kind is expected here.
                daysSinceOrder(">=")           | 1 daysSinceOrder takes 2 values in parentheses.
                daysSinceOrder(">=", 1, 2)     | 1 daysSinceOrder takes 2 values in parentheses.
                daysSinceOrder                 | 1 daysSinceOrder takes 2 values in parentheses.
                hasTag({n})                    | 9 A value of another kind is expected here.
                orders > {m}                   | 11 The sentence has no value {m}.
                orders > 1 &&                  | 14 The question breaks off here.
                (orders > 1                    | 12 ) is missing here.
                orders > 1 orders > 2          | 12 "orders" is not expected here.
                """)
    void what_is_no_question_to_the_facts_is_refused(String question, String message) {
        Problems problems = new Problems();
        String before = "[condition][x n:int]sentence {n}=";
        CatalogueFile.read(Map.of("x.dsl", before + question.strip()), problems);

        int space = message.indexOf(' ');
        Problem problem = problems.list().get(0);
        assertThat(problem.message()).isEqualTo(message.substring(space + 1));
        assertThat(problem.column()).isEqualTo(before.length() + Integer.parseInt(message.substring(0, space)));
    }

    @Test
    void a_catalogue_that_differs_from_the_first_is_refused() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.dsl", "[condition][x n:int]one {n}=orders > {n}\n[condition][y]two=orders > 1\n");
        files.put(
                "b.zh.dsl", "[condition][x n:money]一{n}=\n[condition][z]三=\n[then][y]二=\n[condition][x n:int]四{n}=\n");
        Problems problems = new Problems();

        CatalogueFile.read(files, problems);

        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "b.zh.dsl The sentence \"y\" is missing here.",
                        "b.zh.dsl:1:1 The values of \"x\" differ from those in English.",
                        "b.zh.dsl:2:1 There is no sentence \"z\" in English.",
                        "b.zh.dsl:3:1 A sentence is written [condition][id value:type …]sentence=question.",
                        "b.zh.dsl:4:1 The id \"x\" is used in line 1 already.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                [consequence][x c:campaign]enters[ {c}=expectation        | In brackets stands what may be missing: one value, with its words.
                [consequence][x c:campaign]enters {c}]=expectation        | In brackets stands what may be missing: one value, with its words.
                [consequence][x c:campaign]enters[[ {c}]]=expectation     | In brackets stands what may be missing: one value, with its words.
                [consequence][x c:campaign]enters[ now] {c}=expectation   | In brackets stands what may be missing: one value, with its words.
                [consequence][x state:state]becomes[ {state}]=expectation | The value "state" may not be missing.
                [consequence][x when:text]starts[ {when}]=trigger         | Nothing may be missing from this sentence; brackets are for tests only.
                [condition][x n:int]ordered[ {n}]=orders > {n}            | Nothing may be missing from this sentence; brackets are for tests only.
                [keyword][x]au[dience=campaign: lines                     | In brackets stands what may be missing: one value, with its words.
                """)
    void what_no_reader_can_do_without_is_not_put_in_brackets(String entry, String message) {
        Problems problems = new Problems();

        CatalogueFile.read(Map.of("x.dsl", entry), problems);

        assertThat(problems.list()).extracting(Problem::message).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                [consequence][every_dayy time:time]every day at {time}=trigger      | No setting is known as "every_dayy". Did you mean "every_day"?
                [consequence][every_day tim:time]every day at {tim}=trigger         | The values of "every_day" are "time:time": only its words are yours.
                [consequence][every_day time:duration]every day at {time}=trigger   | The values of "every_day" are "time:time": only its words are yours.
                [consequence][skip n:int]skip {n}=when quiet                        | The values of "skip" are none: only its words are yours.
                [consequence][every_day time:time]every day at {time}=time          | "every_day" stands for "trigger": only its words are yours.
                [consequence][trigger]trigger=trigger                               | No setting is known as "trigger".
                [keyword][trigger]start=campaign: trigger                           | In English this setting is "trigger": its other names stand in other languages.
                [keyword][holdout]holdout=campaign: money                           | "holdout" stands for "campaign: share": only its words are yours.
                """)
    void what_nobody_acts_on_is_no_setting(String entry, String message) {
        Problems problems = new Problems();

        CatalogueFile.read(Map.of("x.dsl", entry), problems);

        assertThat(problems.list()).extracting(Problem::message).containsExactly(message);
    }

    @Test
    void every_word_of_the_vocabulary_is_a_question_that_facts_answer() {
        for (Vocabulary.Fact fact : Vocabulary.all().values()) {
            if (fact.isPrimitive()) {
                Class<?>[] arguments =
                        fact.arguments().stream().map(CatalogueTest::javaType).toArray(Class<?>[]::new);
                assertThat(Arrays.stream(Facts.class.getMethods())
                                .filter(method -> isNamed(method, fact))
                                .filter(method -> Arrays.equals(method.getParameterTypes(), arguments))
                                .map(Method::getReturnType))
                        .as(fact.name())
                        .hasSize(1)
                        .first()
                        .isEqualTo(javaType(fact.answer()));
            }
        }
    }

    private static boolean isNamed(Method method, Vocabulary.Fact fact) {
        String property = "get" + Character.toUpperCase(fact.name().charAt(0))
                + fact.name().substring(1);
        return method.getName().equals(fact.name()) || method.getName().equals(property);
    }

    private static Class<?> javaType(Vocabulary.Kind kind) {
        return switch (kind) {
            case OPERATOR, TEXT -> String.class;
            case DAYS -> int.class;
            case NUMBER -> long.class;
            case YES_NO -> boolean.class;
        };
    }
}
