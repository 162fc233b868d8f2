package io.rekindle.engine.rule.language;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What lifecycle states are called in both languages: the usual words, and the labels that a grid gives them. */
final class StateWords {

    private static final Map<LifecycleState, Label> USUAL = new EnumMap<>(Map.of(
            LifecycleState.PROSPECT, new Label("Prospect", "潜在"),
            LifecycleState.NEW, new Label("New", "新客"),
            LifecycleState.ACTIVE, new Label("Active", "活跃"),
            LifecycleState.LOYAL, new Label("Loyal", "忠诚"),
            LifecycleState.CHURN_RISK, new Label("Churn risk", "流失预警"),
            LifecycleState.DORMANT, new Label("Dormant", "沉睡"),
            LifecycleState.LOST, new Label("Lost", "流失")));
    private static final Pattern PEOPLE = Pattern.compile("(客户|用户|会员|期)$");

    private final Map<String, LifecycleState> labels = new HashMap<>();

    StateWords() {
        USUAL.forEach((state, label) -> add(label, state));
    }

    /** The usual words for a state. */
    static Label usual(LifecycleState state) {
        return USUAL.getOrDefault(state, new Label(state.key(), state.key()));
    }

    /** Adds a label of the grid. */
    void add(Label label, LifecycleState state) {
        labels.putIfAbsent(key(label.en()), state);
        labels.putIfAbsent(key(label.zh()), state);
    }

    Optional<LifecycleState> state(String text) {
        return LifecycleState.of(text.replace(' ', '_')).or(() -> Optional.ofNullable(labels.get(key(text))));
    }

    /** What to suggest for a word that is none of them. */
    List<String> known() {
        List<String> known = new ArrayList<>(
                Arrays.stream(LifecycleState.values()).map(LifecycleState::key).toList());
        known.addAll(labels.keySet());
        return known;
    }

    private static String key(String text) {
        return PEOPLE.matcher(text.strip()).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
