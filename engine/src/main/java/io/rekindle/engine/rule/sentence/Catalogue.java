package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentences that lines may be made of, in every language; immutable. */
public final class Catalogue {

    private static final int MAX_LINE = 500;

    private final List<Sentence> sentences;

    Catalogue(List<Sentence> sentences) {
        this.sentences = List.copyOf(sentences);
    }

    /**
     * A line, understood.
     *
     * @param sentence the id of the sentence it is
     */
    public record Match(String sentence, Condition condition) {}

    /** A sentence whose shape the line has, and what came of reading its values. */
    private record Candidate(Sentence sentence, @Nullable Condition condition, Problems problems) {}

    /** The one sentence that the line is; empty, and why among the problems, where it is none. */
    public Optional<Match> match(Phrase line, Names names, Problems problems) {
        if (line.text().length() > MAX_LINE) {
            problems.error(line, "too-long", "This line is too long: at most " + MAX_LINE + " characters.");
            return Optional.empty();
        }
        List<Candidate> candidates = candidates(line, names);
        List<Candidate> fitting =
                candidates.stream().filter(one -> one.condition() != null).toList();
        if (fitting.size() == 1) {
            return fitting(line, names, fitting.get(0), problems);
        }
        if (fitting.size() > 1) {
            String message = "This line can be read in two ways: \""
                    + fitting.get(0).sentence().template() + "\" and \""
                    + fitting.get(1).sentence().template() + "\".";
            problems.error(line, "ambiguous", message);
        } else if (candidates.isEmpty()) {
            unknown(line, problems);
        } else {
            candidates.stream()
                    .max(Comparator.comparingInt(one -> one.sentence().weight()))
                    .ifPresent(best -> problems.addAll(best.problems().list()));
        }
        return Optional.empty();
    }

    private List<Candidate> candidates(Phrase line, Names names) {
        List<Candidate> candidates = new ArrayList<>();
        for (Sentence sentence : sentences) {
            sentence.shapeOf(line).ifPresent(shape -> {
                Problems wrong = new Problems();
                Condition condition = sentence.read(line, shape, names, wrong);
                candidates.add(new Candidate(sentence, condition, wrong));
            });
        }
        return candidates;
    }

    private static Optional<Match> fitting(Phrase line, Names names, Candidate one, Problems problems) {
        Condition condition = one.condition();
        if (one.sentence().needsEntry() && !names.entered()) {
            String message = "\"" + line.original() + "\" can be asked only of customers who have entered: "
                    + "in \"exit when\" or in a step.";
            problems.error(line, "not-entered", message);
            return Optional.empty();
        }
        return condition == null
                ? Optional.empty()
                : Optional.of(new Match(one.sentence().id(), condition));
    }

    private void unknown(Phrase line, Problems problems) {
        String message = "I don't know the sentence \"" + line.original() + "\".";
        problems.error(line, "unknown-sentence", message, nearest(line.text()));
    }

    private @Nullable String nearest(String line) {
        double best = SentenceDistance.NEAR;
        String nearest = null;
        for (Sentence sentence : sentences) {
            double distance = SentenceDistance.between(line, sentence.template());
            if (distance < best) {
                best = distance;
                nearest = sentence.template();
            }
        }
        return nearest;
    }

    List<Sentence> sentences() {
        return sentences;
    }
}
