package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sentences that lines and settings may be made of, in every language; immutable. */
public final class Catalogue {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final int MAX_LINE = 500;
    private static final int MAX_EXAMPLES = 6;

    /** What can be asked of anybody instead of what can be asked only of those who have entered. */
    private static final Map<String, String> OF_ANYBODY = Map.ofEntries(
            Map.entry("ordered_since", "orders_in_ge"),
            Map.entry("visited_since", "visited_in"),
            Map.entry("event_since", "event_in"),
            Map.entry("coupon_unused", "coupon_c_unused"),
            Map.entry("opened", "opened_k"),
            Map.entry("not_opened", "not_opened_k"),
            Map.entry("clicked", "clicked_k"),
            Map.entry("not_clicked", "not_clicked_k"),
            Map.entry("replied", "replied_k"),
            Map.entry("not_replied", "replied_k"),
            Map.entry("not_delivered", "undelivered_k"));

    private final List<Sentence> sentences;
    private final Map<String, List<Sentence>> byPlace;
    private final Map<String, List<Sentence>> byId;
    private final List<Sentence> ofEntered;
    private final Keywords keywords;

    Catalogue(List<Sentence> sentences) {
        this.sentences = List.copyOf(sentences);
        this.byPlace = sentences.stream()
                .filter(one -> one.scope() != Scope.KEYWORD)
                .collect(Collectors.groupingBy(Sentence::place));
        this.byId = sentences.stream().collect(Collectors.groupingBy(Sentence::id));
        this.ofEntered =
                at(Sentence.CONDITION).stream().filter(Sentence::needsEntry).toList();
        this.keywords = new Keywords(sentences);
    }

    /**
     * A condition, understood.
     *
     * @param sentence the id of the sentence it is
     */
    public record Match(String sentence, Condition condition) {}

    /** The one question that the line is; empty, and why among the problems, where it is none. */
    public Optional<Match> match(Phrase line, Names names, Problems problems) {
        Optional<Sentence> ofEntered = names.entered() ? Optional.empty() : askedAfterEntering(line);
        if (ofEntered.isPresent()) {
            notEntered(ofEntered.get(), line, problems);
            return Optional.empty();
        }
        return read(Sentence.CONDITION, line, names, problems).map(said -> new Match(said.id(), said.condition(names)));
    }

    /** The one sentence that may stand at that place and that the line is; empty, and why, where it is none. */
    public Optional<Said> read(String place, Phrase line, Names names, Problems problems) {
        if (line.text().length() > MAX_LINE) {
            problems.error(line, "too-long", "This line is too long: at most " + MAX_LINE + " characters.");
            return Optional.empty();
        }
        String squeezed = Ends.squeezed(line.text());
        List<Sentence> possible = at(place).stream()
                .filter(one -> one.shape().ends().mayFit(squeezed))
                .toList();
        List<Sentence> fitting = possible.stream()
                .filter(one -> one.shape().right(line.text()).isPresent())
                .toList();
        if (fitting.isEmpty()) {
            return wrong(place, possible, line, names, problems);
        }
        Language language = Language.of(line.text());
        Sentence one = fitting.stream()
                .filter(next -> next.language() == language)
                .findFirst()
                .orElse(fitting.get(0));
        Optional<Sentence> other =
                fitting.stream().filter(next -> !next.id().equals(one.id())).findFirst();
        if (other.isPresent()) {
            String message = "This line can be read in two ways: \"" + one.template() + "\" and \""
                    + other.get().template() + "\".";
            problems.error(line, "ambiguous", message);
            return Optional.empty();
        }
        Matcher fit = one.shape().right(line.text()).orElseThrow();
        return one.read(line, fit, names, problems);
    }

    /** The words may be right and a value wrong, or a line in the line, which says so itself; else nothing is known. */
    private Optional<Said> wrong(String place, List<Sentence> possible, Phrase line, Names names, Problems problems) {
        Optional<Sentence> meant = possible.stream()
                .filter(one -> one.shape().attempt(line.text()).isPresent())
                .filter(one -> !one.isWordless() || !hasWordsOf(place, line))
                .max(Comparator.comparingInt(Sentence::weight));
        Problems why = new Problems();
        Optional<Said> said = meant.flatMap(
                one -> one.read(line, one.shape().attempt(line.text()).orElseThrow(), names, why));
        if (said.isEmpty() && why.none()) {
            unknown(place, line, problems);
        }
        problems.addAll(why.list());
        return said;
    }

    /** Whether a Chinese line is nearly a sentence with words, so that one that is all values cannot be meant. */
    private boolean hasWordsOf(String place, Phrase line) {
        return Language.of(line.text()) == Language.ZH
                && nearest(
                                line.text(),
                                at(place).stream()
                                        .filter(one -> !one.isWordless())
                                        .toList())
                        != null;
    }

    private Optional<Sentence> askedAfterEntering(Phrase line) {
        return ofEntered.stream()
                .filter(one -> one.shape().right(line.text()).isPresent())
                .findFirst();
    }

    private void notEntered(Sentence sentence, Phrase line, Problems problems) {
        String message = "\"" + line.original() + "\" can be asked only of customers who have entered: "
                + "in \"exit when\" or in a step.";
        String instead = in(sentence.language(), OF_ANYBODY.getOrDefault(sentence.id(), ""))
                .map(Sentence::template)
                .orElse(null);
        problems.error(line, "not-entered", message, instead);
    }

    private void unknown(String place, Phrase line, Problems problems) {
        List<Sentence> possible = at(place).stream()
                .filter(one -> one.language() == Language.of(line.text()))
                .toList();
        String nearest = nearest(line.text(), possible);
        boolean list = nearest == null && !possible.isEmpty() && possible.size() <= MAX_EXAMPLES;
        String message = "I don't know the " + place + " \"" + line.original() + "\"."
                + (list
                        ? possible.stream()
                                .map(Sentence::template)
                                .collect(Collectors.joining("\", \"", " Try one of \"", "\"."))
                        : "");
        problems.error(line, "unknown-" + place.replace(' ', '-'), message, nearest);
    }

    private static @Nullable String nearest(String line, List<Sentence> sentences) {
        double best = SentenceDistance.NEAR;
        String nearest = null;
        for (Sentence one : sentences) {
            for (String variant : one.variants()) {
                double distance = SentenceDistance.between(line, variant);
                if (distance < best && SentenceDistance.share(line, variant)) {
                    best = distance;
                    nearest = one.template();
                }
            }
        }
        return nearest;
    }

    /** Whether the text is a condition as it stands. */
    boolean isCondition(Phrase text) {
        return at(Sentence.CONDITION).stream()
                .anyMatch(one -> one.shape().right(text.text()).isPresent());
    }

    /** Whether the text is a condition, or one that its author got wrong. */
    boolean isNearCondition(Phrase text) {
        return isCondition(text) || nearest(text.text(), at(Sentence.CONDITION)) != null;
    }

    /** The conditions in a text that joins them with a word such as "and". */
    public List<Phrase> joined(Phrase text) {
        return new Joints(this).split(text);
    }

    /** The word that joins conditions in a language, with its spaces. */
    public String joint(Language language) {
        return at(Joints.PLACE).stream()
                .filter(one -> one.language() == language)
                .map(one -> language == Language.ZH ? one.template() : " " + one.template() + " ")
                .findFirst()
                .orElse(" ");
    }

    /** The pieces of a text with commas between them. */
    public static List<Phrase> series(Phrase text) {
        List<Phrase> parts = new ArrayList<>();
        Matcher comma = COMMA.matcher(text.text());
        int from = 0;
        while (comma.find()) {
            parts.add(text.part(from, comma.start()));
            from = comma.end();
        }
        parts.add(text.part(from, text.text().length()));
        return parts;
    }

    /** The sentences that may stand at a place, in the order of the catalogue. */
    public List<Sentence> at(String place) {
        return byPlace.getOrDefault(place, List.of());
    }

    /** The sentence of that id in a language; in another where that language lacks it. */
    public Optional<Sentence> in(Language language, String id) {
        List<Sentence> all = byId.getOrDefault(id, List.of());
        return all.stream()
                .filter(one -> one.language() == language)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** The names of settings. */
    public Keywords keywords() {
        return keywords;
    }

    /** Every sentence, keywords too. */
    public List<Sentence> sentences() {
        return sentences;
    }
}
