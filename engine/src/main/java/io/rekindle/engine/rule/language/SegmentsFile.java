package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.AnyOf;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads segments.yaml. A segment may be made of others, never of itself. */
final class SegmentsFile {

    static final String PATH = "segments.yaml";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,59}");

    private final Problems problems;
    private final Section file;
    private final Map<String, Segment> read = new LinkedHashMap<>();
    private final Deque<String> reading = new ArrayDeque<>();
    private final Map<String, Phrase> rawNames;
    private Map<String, List<Line>> raw = Map.of();

    /**
     * The file.
     *
     * @param rawNames the segments that raw rules define, and where
     */
    SegmentsFile(@Nullable String source, Map<String, Phrase> rawNames, Documents documents) {
        this.problems = documents.problems();
        this.rawNames = rawNames;
        Yaml root = source == null ? null : documents.read(PATH, source).orElse(null);
        this.file = Section.of("a segment", root, problems);
        rawNames.forEach((name, where) -> {
            if (file.has(name)) {
                String message = "There is a segment \"" + name + "\" in " + PATH + " already.";
                problems.error(where, "duplicate-segment", message);
            }
        });
    }

    /** The names of all segments, those of raw rules last. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(file.names());
        names.addAll(rawNames.keySet());
        return names;
    }

    /** Gives the segments of raw rules their lines. */
    void define(Map<String, List<Line>> lines) {
        raw = lines;
    }

    /** Every segment, by name in the order of the file. */
    Map<String, Segment> read(Lines lines, Names names) {
        Map<String, Segment> segments = new LinkedHashMap<>();
        for (String name : names()) {
            Segment segment = segment(name, lines, names);
            if (segment != null) {
                segments.put(name, segment);
            }
        }
        return segments;
    }

    /** What a segment asks; of one that is itself being read, nothing that holds. */
    Condition condition(String name, Lines lines, Names names) {
        Segment segment = segment(name, lines, names);
        return segment == null ? new Condition.Any(List.of()) : segment.condition();
    }

    private @Nullable Segment segment(String name, Lines lines, Names names) {
        Segment known = read.get(name);
        if (known != null) {
            return known;
        }
        boolean inFile = file.has(name);
        Phrase key = inFile ? file.key(name) : rawNames.getOrDefault(name, file.where());
        if (reading.contains(name)) {
            List<String> circle = new ArrayList<>(reading);
            circle.add(name);
            problems.error(
                    key,
                    "circle",
                    "This segment is made of itself: "
                            + String.join(" → ", circle.subList(circle.indexOf(name), circle.size())) + ".");
            return null;
        }
        reading.addLast(name);
        Segment segment =
                inFile ? segment(name, key, file.section(name, "a segment"), lines, names) : ofRawRules(name, lines);
        reading.removeLast();
        read.put(name, segment);
        return segment;
    }

    private Segment segment(String name, Phrase key, Section section, Lines lines, Names names) {
        section.knows("label", "any of", "all of");
        if (!NAME.matcher(key.text()).matches()) {
            String message =
                    "\"" + key.original() + "\" should be a name of letters, digits and \"-\", like high-value.";
            problems.error(key, "bad-name", message);
        }
        Formulas.refuse(section.text("label"), problems);
        List<Clause> clauses = new ArrayList<>(lines.clauses(section.items("all of"), names));
        if (section.has("any of")) {
            clauses.add(new AnyOf(lines.lines(section.items("any of"), section.key("any of"), names)));
        }
        if (clauses.isEmpty()) {
            problems.error(key, "empty-group", "This segment has no sentences.");
        }
        return new Segment(name, Labels.of(section.text("label"), name), clauses);
    }

    /** The segment of which each raw rule that names it is enough. */
    private Segment ofRawRules(String name, Lines lines) {
        List<Line> each = raw.getOrDefault(name, List.of()).stream()
                .map(lines::writtenOut)
                .toList();
        return new Segment(name, new Label(name, name), List.of(new AnyOf(each)));
    }
}
