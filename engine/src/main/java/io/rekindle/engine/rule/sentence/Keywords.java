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

    /** A name as a language has it, with its numbers; as it is where the catalogue knows none of that name. */
    public String in(Language language, String owner, String name) {
        return find(owner, name)
                .flatMap(keyword -> of(owner).stream()
                        .filter(one -> one.id().equals(keyword.id()) && one.language() == language)
                        .findFirst()
                        .map(one -> one.print(numbers(keyword, name))))
                .orElse(name);
    }

    private static Map<String, String> numbers(Sentence keyword, String name) {
        Map<String, String> numbers = new LinkedHashMap<>();
        keyword.shape()
                .right(name)
                .ifPresent(fit -> keyword.types().keySet().forEach(hole -> numbers.put(hole, fit.group(hole))));
        return numbers;
    }

    /** A file with its settings by their English names; what is no setting is among the problems, and left out. */
    public Yaml english(Yaml value, Holds holds, Problems problems) {
        return english(value, holds, Language.EN, problems);
    }

    private Yaml english(Yaml value, Holds holds, Language around, Problems problems) {
        if (holds instanceof Holds.Either either) {
            return value instanceof Yaml.Fields ? english(value, either.settings(), around, problems) : value;
        }
        if (value instanceof Yaml.Items list && holds instanceof Holds.ListOf of) {
            List<Yaml> items = list.items().stream()
                    .map(item -> english(item, of.item(), around, problems))
                    .toList();
            return new Yaml.Items(list.where(), items);
        }
        return value instanceof Yaml.Fields fields ? settings(fields, holds, around, problems) : value;
    }

    private Yaml settings(Yaml.Fields fields, Holds holds, Language around, Problems problems) {
        Map<String, Yaml.Field> renamed = new LinkedHashMap<>();
        Language language = holds instanceof Holds.Settings settings ? language(fields, settings, around) : around;
        for (Yaml.Field field : fields.fields().values()) {
            if (holds instanceof Holds.Named named) {
                put(
                        renamed,
                        field.key().text(),
                        field,
                        english(field.value(), named.item(), language, problems),
                        problems);
            } else if (holds instanceof Holds.ByMoment by) {
                put(
                        renamed,
                        field.key().text(),
                        field,
                        english(field.value(), by.item(), language, problems),
                        problems);
            } else if (holds instanceof Holds.ByChannel by) {
                put(
                        renamed,
                        channel(field.key()),
                        field,
                        english(field.value(), by.item(), language, problems),
                        problems);
            } else if (holds instanceof Holds.Settings settings) {
                setting(renamed, settings, field, language, problems);
            } else {
                renamed.put(field.key().text(), field);
            }
        }
        Map<String, String> called =
                holds instanceof Holds.Settings settings ? called(settings.owner(), language) : Map.of();
        return new Yaml.Fields(fields.where(), Collections.unmodifiableMap(renamed), called);
    }

    /** The language that the names of some settings are in; that of what is around them where they have none of their own. */
    private Language language(Yaml.Fields fields, Holds.Settings settings, Language around) {
        List<Language> own = fields.fields().values().stream()
                .map(field -> find(settings.owner(), field.key().text())
                        .map(Sentence::language)
                        .orElse(Language.of(field.key().text())))
                .toList();
        return own.contains(Language.ZH) ? Language.ZH : own.isEmpty() ? around : Language.EN;
    }

    /** What settings are called in a language, by their English names. */
    private Map<String, String> called(String owner, Language language) {
        Map<String, String> called = new LinkedHashMap<>();
        if (language != Language.EN) {
            of(owner).stream()
                    .filter(one -> one.language() == Language.EN)
                    .map(Sentence::template)
                    .forEach(name -> called.put(name, in(language, owner, name)));
        }
        return called;
    }

    private String channel(Phrase key) {
        return find(CHANNEL, key.text()).isPresent()
                ? in(Language.EN, CHANNEL, key.text())
                : Spelling.channelKey(key.text());
    }

    private void setting(
            Map<String, Yaml.Field> renamed,
            Holds.Settings settings,
            Yaml.Field field,
            Language language,
            Problems problems) {
        Phrase key = field.key();
        String owner = settings.owner();
        Optional<Sentence> keyword = find(owner, key.text());
        if (keyword.isPresent()) {
            Holds holds = keyword.get().holds() == null
                    ? new Holds.Anything()
                    : keyword.get().holds();
            String name = in(Language.EN, owner, key.text());
            put(renamed, name, field, english(field.value(), holds, language, problems), problems);
        } else if (settings.open()) {
            put(renamed, key.text(), field, field.value(), problems);
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

    private void put(Map<String, Yaml.Field> renamed, String name, Yaml.Field field, Yaml value, Problems problems) {
        Yaml.Field former = renamed.putIfAbsent(name, new Yaml.Field(field.key(), field.extent(), value));
        if (former != null) {
            String message = "\"" + field.key() + "\" stands here already, in line "
                    + former.key().line() + ".";
            problems.error(field.key(), "duplicate-key", message);
        }
    }
}
