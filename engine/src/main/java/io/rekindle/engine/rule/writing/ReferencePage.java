package io.rekindle.engine.rule.writing;

import io.rekindle.engine.rule.sentence.Scope;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.Reference.Entry;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reference as a page of Markdown: docs/rule-language.md is this page in both languages. */
public final class ReferencePage {

    private static final String HEAD = """
            # The rule language

            Everything a rule file may say, in English and Chinese; one file may mix them. Written by `rekindle language` from the
            catalogues in `rules/language/`: change those, not this page. How the files fit together: [rules.md](rules.md).

            What stands in square brackets may be missing. Case, double spaces, full-width signs and, in Chinese, spaces make no difference. `rekindle fmt` brings a file into the
            spelling of this page, `rekindle fmt --lang zh` into Chinese.
            """;

    private final StringBuilder page = new StringBuilder();
    private final List<Language> languages;

    private ReferencePage(List<Language> languages) {
        this.languages = languages;
    }

    /**
     * The page.
     *
     * @param language only this one; null for both, side by side
     */
    public static String of(Reference reference, @Nullable Language language) {
        List<Language> languages = language == null ? List.of(Language.values()) : List.of(language);
        ReferencePage writer = new ReferencePage(languages);
        writer.page.append(HEAD);
        Map<String, List<Entry>> groups = reference.entries().stream()
                .collect(Collectors.groupingBy(Entry::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach(writer::group);
        writer.values(reference);
        return writer.page.toString();
    }

    private void group(String title, List<Entry> entries) {
        page.append("\n## ")
                .append(Character.toUpperCase(title.charAt(0)))
                .append(title.substring(1))
                .append('\n');
        List<Entry> settings =
                entries.stream().filter(one -> one.scope() == Scope.KEYWORD).toList();
        if (!settings.isEmpty()) {
            table("setting", settings, List.of("of", "holds"), one -> List.of(one.place(), one.holds()));
        }
        List<Entry> sentences =
                entries.stream().filter(one -> one.scope() == Scope.CONSEQUENCE).toList();
        if (!sentences.isEmpty()) {
            table(
                    "sentence",
                    sentences,
                    List.of("is a", "values", "for example"),
                    one -> List.of(one.place(), types(one), examples(one)));
        }
        List<Entry> questions =
                entries.stream().filter(one -> one.scope() == Scope.CONDITION).toList();
        if (!questions.isEmpty()) {
            table("question", questions, List.of("values", "for example"), one -> List.of(types(one), examples(one)));
        }
    }

    private void table(String what, List<Entry> rows, List<String> more, Function<Entry, List<String>> cells) {
        String names = languages.stream()
                .map(language -> language == Language.ZH ? "中文" : what)
                .collect(Collectors.joining(" | "));
        page.append("\n| ")
                .append(names)
                .append(" | ")
                .append(String.join(" | ", more))
                .append(" |\n");
        page.append("|---".repeat(languages.size() + more.size())).append("|\n");
        for (Entry row : rows) {
            String templates = languages.stream()
                    .map(language -> code(row.templates().getOrDefault(language, "")))
                    .collect(Collectors.joining(" | "));
            page.append("| ")
                    .append(templates)
                    .append(" | ")
                    .append(String.join(" | ", cells.apply(row)))
                    .append(" |\n");
        }
    }

    private static String types(Entry entry) {
        return entry.values().entrySet().stream()
                .map(value -> value.getKey() + ": " + value.getValue().key())
                .collect(Collectors.joining(", "));
    }

    private String examples(Entry entry) {
        return entry.values().isEmpty()
                ? ""
                : languages.stream()
                        .map(language -> code(entry.examples().getOrDefault(language, "")))
                        .distinct()
                        .collect(Collectors.joining("<br>"));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** The types that occur, in the order of their declaration. */
    private void values(Reference reference) {
        Set<ValueType> used = EnumSet.noneOf(ValueType.class);
        reference.entries().forEach(entry -> used.addAll(entry.values().values()));
        page.append("\n## Values\n\n| type | what | ");
        page.append(languages.stream()
                        .map(language -> language == Language.ZH ? "中文" : "written")
                        .collect(Collectors.joining(" | ")))
                .append(" |\n")
                .append("|---".repeat(2 + languages.size()))
                .append("|\n");
        for (ValueType type : used) {
            page.append("| ")
                    .append(type.key())
                    .append(" | ")
                    .append(what(type))
                    .append(" |");
            for (Language language : languages) {
                List<String> choices = type.choices(language);
                page.append(' ')
                        .append((choices.isEmpty() ? List.of(type.example(language)) : choices)
                                .stream().map(ReferencePage::code).collect(Collectors.joining(" ")))
                        .append(" |");
            }
            page.append('\n');
        }
    }

    private static String what(ValueType type) {
        return switch (type) {
            case INT -> "a whole number";
            case MONEY, COST -> "an amount in the book's currency";
            case PERCENT -> "a whole percentage";
            case SHARE -> "a percentage, with up to two decimals";
            case DURATION -> "a length of time";
            case TIME -> "a time of day";
            case DATE -> "a day";
            case STATE -> "a lifecycle state, also by its label in lifecycle.csv";
            case SEGMENT -> "a segment of segments.yaml";
            case COUPON -> "a code of coupons.csv";
            case STEP -> "a step before this one";
            case TEMPLATE -> "a template of templates/ for that channel";
            case WEBHOOK -> "a file of hooks/";
            case CHANNEL -> "a channel, or another that the policy names";
            case EVENT, EVENT_NAME -> "the name of an event";
            case ZONE -> "a time zone";
            case TIMING -> "a sentence that is a time";
            case CONDITIONS -> "questions, joined by `and` or `且`";
            case ACTION -> "a sentence that is an action";
            case TOLD -> "the name of an event, without spaces";
            case MOMENT -> "a sentence that is a moment";
            case REASON -> "a sentence that is a reason";
            case QUOTED -> "a line of the book, as it stands there or in the other language";
            default -> "a " + type.key();
        };
    }
}
