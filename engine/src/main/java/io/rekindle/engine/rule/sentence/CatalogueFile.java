package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.QuestionParser.NotAQuestion;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads catalogues in the syntax of Drools' {@code .dsl} files. The first catalogue says what its sentences ask; the others
 * give the same sentences in other languages, by id.
 */
public final class CatalogueFile {

    private static final Pattern ENTRY =
            Pattern.compile("\\[(?<scope>[^]]*)]\\[(?<meta>[^]]*)](?<template>[^=]+)=(?<question>.*)");
    private static final Pattern META = Pattern.compile("([a-z]\\w*)((?: \\w+:\\w+)*)");
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final int MAX_ENTRIES = 1000;

    private final Problems problems;
    private final List<Sentence> sentences = new ArrayList<>();
    private final Map<String, Sentence> first = new LinkedHashMap<>();

    private CatalogueFile(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads catalogues.
     *
     * @param files source by path; the first is the one with the questions
     */
    public static Catalogue read(Map<String, String> files, Problems problems) {
        CatalogueFile reader = new CatalogueFile(problems);
        boolean leading = true;
        for (Map.Entry<String, String> file : files.entrySet()) {
            reader.readFile(file.getKey(), file.getValue(), leading);
            leading = false;
        }
        return new Catalogue(reader.sentences);
    }

    private void readFile(String file, String source, boolean leading) {
        Map<String, Phrase> seen = new LinkedHashMap<>();
        List<String> lines =
                source.lines().limit(MAX_ENTRIES).toList();
        for (int index = 0; index < lines.size(); index++) {
            Phrase line = Phrase.of(file, index + 1, 1, lines.get(index));
            if (!line.isEmpty() && !line.text().startsWith("#")) {
                readLine(line, leading, seen);
            }
        }
        for (String id : first.keySet()) {
            if (!leading && !seen.containsKey(id)) {
                Phrase whole = Phrase.of(file, 0, 0, "");
                problems.error(whole, "catalogue", "The sentence \"" + id + "\" is missing here.");
            }
        }
    }

    private void readLine(Phrase line, boolean leading, Map<String, Phrase> seen) {
        Matcher entry = ENTRY.matcher(line.text());
        Matcher meta = META.matcher(entry.matches() ? entry.group("meta") : "");
        if (!meta.matches() || !entry.group("scope").equals("condition")) {
            problems.error(line, "catalogue", "A sentence is written [condition][id value:type …]sentence=question.");
            return;
        }
        String id = meta.group(1);
        if (seen.putIfAbsent(id, line) != null) {
            problems.error(
                    line,
                    "catalogue",
                    "The id \"" + id + "\" is used in line " + seen.get(id).line() + " already.");
            return;
        }
        Map<String, ValueType> types = types(line, meta.group(2));
        String template = entry.group("template").strip();
        if (types == null || !holesAgree(line, template, types)) {
            return;
        }
        Condition question = leading
                ? question(line, entry, types)
                : translated(line, id, types, entry.group("question").strip());
        if (question != null) {
            Sentence sentence = Sentence.of(id, template, types, question);
            sentences.add(sentence);
            first.putIfAbsent(id, sentence);
        }
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

    private boolean holesAgree(Phrase line, String template, Map<String, ValueType> types) {
        List<String> holes = HOLE.matcher(template)
                .results()
                .map(hole -> hole.group(1))
                .sorted()
                .toList();
        boolean agree = holes.equals(types.keySet().stream().sorted().toList());
        if (!agree) {
            problems.error(line, "catalogue", "The values in the sentence are not those in its brackets.");
        }
        return agree;
    }

    private @Nullable Condition question(Phrase line, Matcher entry, Map<String, ValueType> types) {
        try {
            return QuestionParser.parse(entry.group("question"), types);
        } catch (NotAQuestion wrong) {
            int at = entry.start("question") + wrong.at();
            problems.error(line.part(at, line.text().length()), "catalogue", wrong.why());
            return null;
        }
    }

    private @Nullable Condition translated(Phrase line, String id, Map<String, ValueType> types, String question) {
        Sentence original = first.get(id);
        if (original == null) {
            problems.error(line, "catalogue", "There is no sentence \"" + id + "\" in the first language.");
        } else if (!original.types().equals(types)) {
            problems.error(line, "catalogue", "The values of \"" + id + "\" differ from the first language's.");
        } else if (!question.isEmpty()) {
            problems.error(line, "catalogue", "What \"" + id + "\" asks stands in the first language only.");
        } else {
            return original.question();
        }
        return null;
    }
}
