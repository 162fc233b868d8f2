package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of settings in every language: a file's are replaced by the English ones, by which readers ask for them. */
public final class Keywords {

    private static final String CHANNEL = "channel";

    private final Map<String, List<Sentence>> byOwner = new LinkedHashMap<>();

    Keywords(List<Sentence> sentences) {
        for (Sentence one : sentences) {
            if (one.scope() == Scope.KEYWORD) {
                byOwner.computeIfAbsent(one.place(), owner -> new ArrayList<>()).add(one);
            }
        }
    }

    /** The setting of that name in any language. */
    public Optional<Sentence> find(String owner, String name) {
        return of(owner).stream()
                .filter(one -> one.shape().right(name).isPresent())
                .findFirst();
    }

    private List<Sentence> of(String owner) {
        return byOwner.getOrDefault(owner, List.of());
    }

    private String english(Sentence keyword) {
        return of(keyword.place()).stream()
                .filter(one -> one.id().equals(keyword.id()) && one.language() == Language.EN)
                .map(Sentence::template)
                .findFirst()
                .orElse(keyword.template());
    }

    /** A file with its settings by their English names; what is no setting is among the problems, and left out. */
    public Yaml english(Yaml value, Holds holds, Problems problems) {
        if (holds instanceof Holds.Either either) {
            return value instanceof Yaml.Fields ? english(value, either.settings(), problems) : value;
        }
        if (value instanceof Yaml.Items list && holds instanceof Holds.ListOf of) {
            List<Yaml> items = list.items().stream()
                    .map(item -> english(item, of.item(), problems))
                    .toList();
            return new Yaml.Items(list.where(), items);
        }
        return value instanceof Yaml.Fields fields ? settings(fields, holds, problems) : value;
    }

    private Yaml settings(Yaml.Fields fields, Holds holds, Problems problems) {
        Map<String, Yaml.Field> renamed = new LinkedHashMap<>();
        for (Yaml.Field field : fields.fields().values()) {
            if (holds instanceof Holds.Named named) {
                put(renamed, field.key().text(), field, named.item(), problems);
            } else if (holds instanceof Holds.ByChannel by) {
                put(renamed, channel(field.key()), field, by.item(), problems);
            } else if (holds instanceof Holds.Settings settings) {
                setting(renamed, settings.owner(), field, problems);
            } else {
                renamed.put(field.key().text(), field);
            }
        }
        return new Yaml.Fields(fields.where(), Collections.unmodifiableMap(renamed));
    }

    private String channel(Phrase key) {
        return find(CHANNEL, key.text()).map(this::english).orElseGet(() -> Spelling.channelKey(key.text()));
    }

    private void setting(Map<String, Yaml.Field> renamed, String owner, Yaml.Field field, Problems problems) {
        Phrase key = field.key();
        Optional<Sentence> keyword = find(owner, key.text());
        if (keyword.isPresent()) {
            Holds holds = keyword.get().holds() == null
                    ? new Holds.Anything()
                    : keyword.get().holds();
            put(renamed, english(keyword.get()), field, holds, problems);
        } else {
            List<String> names = of(owner).stream()
                    .filter(one -> one.language() == Language.of(key.text()))
                    .map(Sentence::template)
                    .toList();
            String article = "aeiou".indexOf(owner.charAt(0)) >= 0 ? "an " : "a ";
            String message = "\"" + key.original() + "\" is not " + article + owner + " setting.";
            problems.error(key, "unknown-key", message, Nearest.of(key.text(), names));
        }
    }

    private void put(Map<String, Yaml.Field> renamed, String name, Yaml.Field field, Holds holds, Problems problems) {
        Yaml value = english(field.value(), holds, problems);
        Yaml.Field former = renamed.putIfAbsent(name, new Yaml.Field(field.key(), field.extent(), value));
        if (former != null) {
            String message = "\"" + field.key() + "\" stands here already, in line "
                    + former.key().line() + ".";
            problems.error(field.key(), "duplicate-key", message);
        }
    }
}
