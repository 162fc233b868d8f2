package io.rekindle.engine.rule.language;

import io.rekindle.engine.fact.RfmCells;
import io.rekindle.engine.rule.book.AnyOf;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.RfmCell;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns the sentences of a file into lines that ask only what the facts answer: segments and scores written out. */
final class Lines {

    private static final String ANY_OF = "any of";
    private static final int BEST_SCORE = 5;

    private final Catalogue catalogue;
    private final RfmCells cells;
    private final Function<String, Condition> segments;
    private final Problems problems;

    /** The lines of a book; segments are asked for by name when a line speaks of one. */
    Lines(Catalogue catalogue, RfmCells cells, Function<String, Condition> segments, Problems problems) {
        this.catalogue = catalogue;
        this.cells = cells;
        this.segments = segments;
        this.problems = problems;
    }

    /** The line that the text is; empty, and why among the problems, where it is none. */
    Optional<Line> line(Phrase text, Names names) {
        return catalogue.match(text, names, problems).map(match -> {
            Condition condition = match.condition().replace(this::writtenOut);
            return new Line(text.file(), text.line(), text.column(), text.original(), match.sentence(), condition);
        });
    }

    /** Lines joined by "and", as in {@code the coupon is unused and did not open d30}. */
    List<Line> joined(Phrase text, Names names) {
        List<Line> lines = new ArrayList<>();
        catalogue.joined(text).forEach(part -> line(part, names).ifPresent(lines::add));
        return lines;
    }

    /** What a setting says; empty, and why among the problems, where it is nothing that may stand there. */
    Optional<Said> says(String place, Phrase text, Names names) {
        return catalogue.read(place, text, names, problems);
    }

    /** The pieces of a setting that holds several, with commas between them. */
    static List<Phrase> series(Phrase text) {
        return Catalogue.series(text);
    }

    /** The items of a list of conditions: lines, and groups of which one line suffices. */
    List<Clause> clauses(List<Yaml> items, Names names) {
        List<Clause> clauses = new ArrayList<>();
        for (Yaml item : items) {
            if (item instanceof Yaml.Fields) {
                group(item, names).ifPresent(clauses::add);
            } else if (item instanceof Yaml.Scalar scalar && !scalar.where().isEmpty()) {
                line(scalar.where(), names).ifPresent(clauses::add);
            } else {
                problems.error(item.where(), "not-a-sentence", "A sentence is expected here.");
            }
        }
        return clauses;
    }

    private Optional<Clause> group(Yaml item, Names names) {
        Section group = Section.of("a group", item, problems);
        if (!group.has(ANY_OF)) {
            problems.error(
                    item.where(),
                    "not-a-sentence",
                    "A sentence, or \"" + group.called(ANY_OF) + ":\" with a list below it, is expected here.");
            return Optional.empty();
        }
        group.knows(ANY_OF);
        return Optional.of(new AnyOf(lines(group.items(ANY_OF), group.key(ANY_OF), names)));
    }

    /** The lines of an {@code any of:} list; there must be at least one. */
    List<Line> lines(List<Yaml> items, Phrase where, Names names) {
        List<Line> lines = new ArrayList<>();
        for (Yaml item : items) {
            if (item instanceof Yaml.Scalar scalar && !scalar.where().isEmpty()) {
                line(scalar.where(), names).ifPresent(lines::add);
            } else {
                problems.error(
                        item.where(), "nested-group", "A group holds sentences only: \"any of:\" goes one level deep.");
            }
        }
        if (items.isEmpty()) {
            problems.error(where, "empty-group", "This group has no sentences.");
        }
        return lines;
    }

    /** The same line with segments and scores written out. */
    Line writtenOut(Line line) {
        Condition condition = line.condition().replace(this::writtenOut);
        return new Line(line.file(), line.number(), line.column(), line.text(), line.sentence(), condition);
    }

    private Condition writtenOut(Condition.Question question) {
        return switch (question.fact()) {
            case Vocabulary.SEGMENT ->
                segments.apply((String) question.arguments().get(0));
            case Vocabulary.RFM -> score(question);
            case Vocabulary.RFM_CELL -> cell(question);
            default -> question;
        };
    }

    /** A score, as what the cells say. */
    private Condition score(Condition.Question question) {
        String dimension = (String) question.arguments().get(0);
        String operator = (String) question.arguments().get(1);
        int score = ((Long) question.arguments().get(2)).intValue();
        Condition least = scoreOrMore(dimension, score);
        return switch (operator) {
            case ">=" -> least;
            case "<" -> new Condition.Not(least);
            case "==" ->
                score == BEST_SCORE
                        ? least
                        : new Condition.All(List.of(least, new Condition.Not(scoreOrMore(dimension, score + 1))));
            default -> throw new IllegalArgumentException("a score is asked with >=, < or ==");
        };
    }

    /** A cell of recency and frequency: from one score to another of each. */
    private Condition cell(Condition.Question question) {
        RfmCell cell = RfmCell.named((String) question.arguments().get(0)).orElseThrow();
        List<Condition> parts = new ArrayList<>();
        between(parts, "R", cell.recencyFrom(), cell.recencyTo());
        between(parts, "F", cell.frequencyFrom(), cell.frequencyTo());
        return new Condition.All(parts);
    }

    private void between(List<Condition> parts, String dimension, int from, int to) {
        parts.add(scoreOrMore(dimension, from));
        if (to < BEST_SCORE) {
            parts.add(new Condition.Not(scoreOrMore(dimension, to + 1)));
        }
    }

    /** A score of n or more: the score 1 is every customer who ordered. */
    private Condition scoreOrMore(String dimension, int score) {
        int cell = BEST_SCORE - score;
        Condition ordered = new Condition.Compare("orders", List.of(), ">", 0L);
        if (cell >= cells.orders().size()) {
            return ordered;
        }
        Condition test =
                switch (dimension) {
                    case "R" ->
                        new Condition.Ask(
                                "daysSinceOrder",
                                List.of("<=", cells.recencyDays().get(cell)));
                    case "F" ->
                        new Condition.Compare(
                                "orders", List.of(), ">=", cells.orders().get(cell));
                    default ->
                        new Condition.Compare(
                                "spend", List.of(), ">=", cells.spend().get(cell));
                };
        return new Condition.All(List.of(ordered, test));
    }
}
