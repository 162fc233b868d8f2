package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A line, understood.
 *
 * @param values what its values are, by their names in the sentence
 * @param texts where they stand
 */
public record Said(Sentence sentence, Map<String, Object> values, Map<String, Phrase> texts) {

    public String id() {
        return sentence.id();
    }

    /** A value by its name in the sentence. */
    public <T> T value(String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(values.get(name), name));
    }

    /** Where a value stands that the sentence may do without. */
    public Optional<Phrase> maybe(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** Where a value stands. */
    public Phrase text(String name) {
        return Objects.requireNonNull(texts.get(name), name);
    }

    /** What a condition asks. */
    Condition condition(Names names) {
        Map<String, Object> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(
                name, FactValues.asked(Objects.requireNonNull(sentence.types().get(name), name), value)));
        if (names.campaign() != null) {
            all.put(Hole.CAMPAIGN, names.campaign());
        }
        return Objects.requireNonNull(sentence.question(), sentence.id())
                .replace(one -> one.withValues(
                        value -> value instanceof Hole hole ? all.getOrDefault(hole.name(), "") : value));
    }

    /** Its values as a language writes them. */
    public Map<String, String> spelled(Language language, Names names) {
        Map<String, String> spelled = new LinkedHashMap<>();
        values.forEach((name, value) -> spelled.put(
                name, Objects.requireNonNull(sentence.types().get(name), name).print(value, language, names)));
        return spelled;
    }
}
