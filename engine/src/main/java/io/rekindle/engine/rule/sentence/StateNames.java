package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.source.Language;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lines may call the lifecycle states: their keys, and those labels of lifecycle.csv that are one word and stand for one
 * state only.
 *
 * @param byLabel labels in lower case
 * @param chinese the Chinese label of a state, where a line can use it
 */
public record StateNames(Map<String, LifecycleState> byLabel, Map<LifecycleState, String> chinese) {

    /** One word without the words that join states: a label of this form cannot be mistaken for two states. */
    static final String WORD = "[^\\s,或和且]+";

    private static final Pattern LABEL = Pattern.compile(WORD);

    public StateNames {
        byLabel = Map.copyOf(byLabel);
        chinese = Map.copyOf(chinese);
    }

    /** The names that the rows of the grid give. */
    public static StateNames of(List<LifecycleRow> rows) {
        Map<String, LifecycleState> byLabel = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (LifecycleRow row : rows) {
            Stream.of(row.label().en(), row.label().zh())
                    .map(StateNames::normal)
                    .forEach(label -> {
                        LifecycleState former = byLabel.putIfAbsent(label, row.state());
                        LifecycleState key = state(label).orElse(row.state());
                        if (key != row.state() || (former != null && former != row.state())) {
                            ambiguous.add(label);
                        }
                    });
        }
        byLabel.keySet()
                .removeIf(label ->
                        ambiguous.contains(label) || !LABEL.matcher(label).matches());
        Map<LifecycleState, String> chinese = new EnumMap<>(LifecycleState.class);
        for (LifecycleRow row : rows) {
            String label = row.label().zh().strip();
            if (Language.of(label) == Language.ZH && byLabel.containsKey(normal(label))) {
                chinese.putIfAbsent(row.state(), label);
            }
        }
        return new StateNames(byLabel, chinese);
    }

    /** The state with that key or label. */
    Optional<LifecycleState> find(String text) {
        return state(text).or(() -> Optional.ofNullable(byLabel.get(normal(text))));
    }

    /** What a state is called in a language. */
    String in(Language language, LifecycleState state) {
        return language == Language.ZH ? chinese.getOrDefault(state, state.key()) : state.key();
    }

    private static Optional<LifecycleState> state(String text) {
        return LifecycleState.of(text.replace(' ', '_'));
    }

    private static String normal(String label) {
        return Normalizer.normalize(label.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
