package io.rekindle.engine.rule.sentence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.QuestionParser.NotAQuestion;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads catalogues in the syntax of Drools' {@code .dsl} files. The English ones say what their sentences mean; the Chinese
 * ones ({@code .zh.dsl}) give the same sentences, by id.
 */
public final class CatalogueFile {

    private static final Pattern ENTRY =
            Pattern.compile("\\[(?<scope>[^]]*)]\\[(?<meta>[^]]*)](?<template>[^=]+)=(?<meaning>.*)");
    private static final Pattern META = Pattern.compile("([a-z]\\w*)((?: [a-z]\\w*:\\w+)*)");
    private static final Pattern GROUP = Pattern.compile("# ?(.+)");
    private static final Pattern SETTING = Pattern.compile("([a-z-]+): (.+)");
    private static final int MAX_ENTRIES = 1000;

    /** The proofs cost more than reading a book, and books are read again and again with the same catalogue. */
    private static final AtomicReference<@Nullable Proved> PROVED = new AtomicReference<>();

    private final Problems problems;
    private final List<Sentence> sentences = new ArrayList<>();
    private final Map<String, Sentence> english = new LinkedHashMap<>();
    private final Map<String, Phrase> places = new HashMap<>();

    private CatalogueFile(Problems problems) {
        this.problems = problems;
    }

    /** A catalogue without mistakes, and its files. */
    private record Proved(Map<String, String> files, Catalogue catalogue) {}

    /** A line of a file, taken apart. */
    private record Entry(Phrase line, Matcher parts, Scope scope, String id, Map<String, ValueType> types) {
        /** As it is written: what is printed keeps its full-width signs. */
        String template() {
            return line.part(parts.start("template"), parts.end("template")).original();
        }

        String meaning() {
            return parts.group("meaning").strip();
        }

        /** The types of its values, as they are written. */
        String values() {
            return parts.group("meta").substring(id.length());
        }
    }

    /**
     * Reads catalogues.
     *
     * @param files source by path
     */
    public static Catalogue read(Map<String, String> files, Problems problems) {
        Proved last = PROVED.get();
        if (last != null && last.files.equals(files)) {
            return last.catalogue;
        }
        Problems found = new Problems();
        Catalogue catalogue = readAnew(files, found);
        if (found.none()) {
            PROVED.set(new Proved(Map.copyOf(files), catalogue));
        }
        problems.addAll(found.list());
        return catalogue;
    }

    private static Catalogue readAnew(Map<String, String> files, Problems problems) {
        CatalogueFile reader = new CatalogueFile(problems);
        for (Language language : Language.values()) {
            Map<String, Phrase> seen = new TreeMap<>();
            files.entrySet().stream()
                    .filter(file -> language(file.getKey()) == language)
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(file -> reader.readFile(file.getKey(), file.getValue(), language, seen));
            files.keySet().stream()
                    .filter(file -> language(file) == language)
                    .min(Comparator.naturalOrder())
                    .ifPresent(file -> reader.missing(file, seen));
        }
        reader.sentences.replaceAll(reader::nested);
        if (!ships(files)) {
            Clashes.in(reader.sentences, (one, message) -> {
                Phrase where = reader.places.getOrDefault(one.language() + one.id(), Phrase.of("", 0, 0, ""));
                problems.error(where, "catalogue", message);
            });
        }
        return new Catalogue(reader.sentences);
    }

    /** Whether these are files of the book that ships. Its tests prove them, so that nobody waits for the proof at each start. */
    private static boolean ships(Map<String, String> files) {
        return files.entrySet().stream().allMatch(file -> file.getValue().equals(shipped(file.getKey())));
    }

    private static @Nullable String shipped(String file) {
        try (InputStream source = CatalogueFile.class.getClassLoader().getResourceAsStream("rulebook/" + file)) {
            return source == null ? null : new String(source.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A sentence in which others stand has their shapes. */
    private Sentence nested(Sentence one) {
        return one.types().values().stream().allMatch(type -> type.nestedPlace() == null)
                ? one
                : one.with(Shape.of(one.template(), one.language(), one.types(), type -> {
                    List<Sentence> inside = sentences.stream()
                            .filter(other -> other.place().equals(type.nestedPlace()))
                            .toList();
                    return inside.isEmpty() ? type.shape() : Shape.anyOf(inside);
                }));
    }

    private static Language language(String file) {
        return file.endsWith(".zh.dsl") ? Language.ZH : Language.EN;
    }

    private void missing(String file, Map<String, Phrase> seen) {
        for (String id : english.keySet()) {
            if (!seen.containsKey(id)) {
                Phrase whole = Phrase.of(file, 0, 0, "");
                problems.error(whole, "catalogue", "The sentence \"" + id + "\" is missing here.");
            }
        }
    }

    private void readFile(String file, String source, Language language, Map<String, Phrase> seen) {
        List<String> lines = source.lines().limit(MAX_ENTRIES).toList();
        String group = "";
        for (int index = 0; index < lines.size(); index++) {
            Phrase line = Phrase.of(file, index + 1, 1, lines.get(index));
            Matcher heading = GROUP.matcher(line.text());
            if (heading.matches()) {
                group = heading.group(1);
            } else if (!line.isEmpty() && !line.text().startsWith("#")) {
                readLine(line, language, group, seen);
            }
        }
    }

    private void readLine(Phrase line, Language language, String group, Map<String, Phrase> seen) {
        Entry entry = entry(line);
        if (entry == null || !isNew(entry, seen) || !holesAgree(entry)) {
            return;
        }
        Sentence original = language == Language.EN ? null : english.get(entry.id());
        String place = original == null ? entry.meaning() : original.place();
        Optional<String> wrong = Optionals.wrong(entry.template(), entry.scope(), place);
        if (wrong.isPresent()) {
            problems.error(entry.line(), "catalogue", wrong.get());
            return;
        }
        Sentence sentence = language == Language.EN ? original(entry, group) : translated(entry, original);
        if (sentence != null) {
            sentences.add(sentence);
            places.put(language + sentence.id(), line);
            english.putIfAbsent(entry.id(), sentence);
        }
    }

    private @Nullable Entry entry(Phrase line) {
        Matcher parts = ENTRY.matcher(line.text());
        Matcher meta = META.matcher(parts.matches() ? parts.group("meta") : "");
        Scope scope = parts.matches() ? Scope.of(parts.group("scope")).orElse(null) : null;
        if (scope == null || !meta.matches()) {
            problems.error(line, "catalogue", "A sentence is written [condition][id value:type …]sentence=question.");
            return null;
        }
        Map<String, ValueType> types = types(line, meta.group(2));
        return types == null ? null : new Entry(line, parts, scope, meta.group(1), types);
    }

    private boolean isNew(Entry entry, Map<String, Phrase> seen) {
        Phrase former = seen.putIfAbsent(entry.id(), entry.line());
        if (former != null) {
            String message = "The id \"" + entry.id() + "\" is used in line " + former.line() + " already.";
            problems.error(entry.line(), "catalogue", message);
        }
        return former == null;
    }

    private @Nullable Map<String, ValueType> types(Phrase line, String text) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        for (String one : text.strip().split(" ")) {
            int colon = one.indexOf(':');
            if (colon > 0) {
                ValueType type = ValueType.of(one.substring(colon + 1)).orElse(null);
                if (type == null || types.putIfAbsent(one.substring(0, colon), type) != null) {
                    problems.error(line, "catalogue", "\"" + one + "\" is not a value with a known type.");
                    return null;
                }
            }
        }
        return types;
    }

    private boolean holesAgree(Entry entry) {
        List<String> holes = Sentence.HOLE
                .matcher(entry.template())
                .results()
                .map(hole -> hole.group(1))
                .sorted()
                .toList();
        boolean agree = holes.equals(entry.types().keySet().stream().sorted().toList());
        if (!agree) {
            problems.error(entry.line(), "catalogue", "The values in the sentence are not those in its brackets.");
        }
        return agree;
    }

    private @Nullable Sentence original(Entry entry, String group) {
        if (entry.scope() != Scope.CONDITION) {
            Optional<String> wrong = Structure.wrong(
                    entry.scope(), entry.id(), entry.values(), entry.template().strip(), entry.meaning());
            if (wrong.isPresent()) {
                problems.error(entry.line(), "catalogue", wrong.get());
                return null;
            }
            return sentence(entry, Language.EN, entry.meaning(), group, null);
        }
        Condition question = question(entry.line(), entry.parts(), entry.types());
        return question == null ? null : sentence(entry, Language.EN, Sentence.CONDITION, group, question);
    }

    private static Sentence sentence(
            Entry entry, Language language, String meaning, String group, @Nullable Condition question) {
        Matcher setting = SETTING.matcher(meaning);
        boolean keyword = entry.scope() == Scope.KEYWORD && setting.matches();
        return new Sentence(
                entry.id(),
                entry.scope(),
                language,
                keyword ? setting.group(1) : meaning,
                group,
                entry.template(),
                entry.types(),
                question,
                keyword ? Holds.of(setting.group(2)) : null,
                Shape.of(entry.template(), language, entry.types()));
    }

    private @Nullable Condition question(Phrase line, Matcher entry, Map<String, ValueType> types) {
        try {
            return QuestionParser.parse(entry.group("meaning"), types);
        } catch (NotAQuestion wrong) {
            int at = entry.start("meaning") + wrong.at();
            problems.error(line.part(at, line.text().length()), "catalogue", wrong.why());
            return null;
        }
    }

    private @Nullable Sentence translated(Entry entry, @Nullable Sentence original) {
        String id = entry.id();
        if (original == null) {
            problems.error(entry.line(), "catalogue", "There is no sentence \"" + id + "\" in English.");
        } else if (!original.types().equals(entry.types()) || original.scope() != entry.scope()) {
            problems.error(entry.line(), "catalogue", "The values of \"" + id + "\" differ from those in English.");
        } else if (!entry.meaning().isEmpty()) {
            problems.error(entry.line(), "catalogue", "What \"" + id + "\" means stands in the English file only.");
        } else {
            return new Sentence(
                    id,
                    entry.scope(),
                    Language.ZH,
                    original.place(),
                    original.group(),
                    entry.template(),
                    entry.types(),
                    original.question(),
                    original.holds(),
                    Shape.of(entry.template(), Language.ZH, entry.types()));
        }
        return null;
    }
}
