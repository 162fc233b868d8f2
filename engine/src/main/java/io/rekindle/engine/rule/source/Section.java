package io.rekindle.engine.rule.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Named settings of a rule file, asked for by name; what has the wrong shape is reported and then counts as absent. */
public final class Section {

    private final String noun;
    private final Yaml.Fields fields;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();

    private Section(String noun, Yaml.Fields fields, Problems problems) {
        this.noun = noun;
        this.fields = fields;
        this.problems = problems;
    }

    /**
     * The settings in a value, which must have names; of no value, no settings.
     *
     * @param noun what they are settings of, with its article
     */
    public static Section of(String noun, @Nullable Yaml value, Problems problems) {
        if (value instanceof Yaml.Fields fields) {
            return new Section(noun, fields, problems);
        }
        if (value != null) {
            problems.error(
                    value.where(), "not-settings", "Settings with names, like \"name: value\", are expected here.");
        }
        Phrase where = value == null ? Phrase.of("", 0, 0, "") : value.where();
        return new Section(noun, new Yaml.Fields(where, Map.of()), problems);
    }

    /** Says which settings there are; every other one is a mistake. */
    public Section knows(String... names) {
        known.addAll(Arrays.asList(names));
        fields.fields().forEach((name, field) -> {
            if (!known.contains(name)) {
                String message = "\"" + field.key().original() + "\" is not " + noun + " setting.";
                problems.error(field.key(), "unknown-key", message, Nearest.of(name, known));
            }
        });
        return this;
    }

    /** The place of the section. */
    public Phrase where() {
        return fields.where();
    }

    public Set<String> names() {
        return fields.fields().keySet();
    }

    public boolean has(String name) {
        return fields.fields().containsKey(name);
    }

    /** The name of a setting, as it stands in the file. */
    public Phrase key(String name) {
        Yaml.Field field = fields.fields().get(name);
        return field == null ? where() : field.key();
    }

    /** What a setting is called in the language of the file. */
    public String called(String name) {
        return has(name) ? key(name).original() : fields.called().getOrDefault(name, name);
    }

    public @Nullable Yaml value(String name) {
        Yaml.Field field = fields.fields().get(name);
        return field == null ? null : field.value();
    }

    /** The single value of a setting, or null where it is absent. */
    public @Nullable Phrase text(String name) {
        Yaml value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Yaml.Scalar scalar && !scalar.where().isEmpty()) {
            return scalar.where();
        }
        boolean empty = value instanceof Yaml.Scalar;
        String message = "\"" + called(name) + "\" " + (empty ? "is empty." : "takes a single value.");
        problems.error(key(name), "not-a-value", message);
        return null;
    }

    /** The single value of a setting that must be there. */
    public @Nullable Phrase required(String name) {
        if (!has(name)) {
            problems.error(where(), "missing-key", "\"" + called(name) + "\" is missing here.");
        }
        return text(name);
    }

    /** The values of a list, or none where it is absent. */
    public List<Yaml> items(String name) {
        Yaml value = value(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Yaml.Items items) {
            return items.items();
        }
        String message = "\"" + called(name) + "\" takes a list: lines that start with \"- \".";
        problems.error(key(name), "not-a-list", message);
        return List.of();
    }

    /** The single values of a list. */
    public List<Phrase> texts(String name) {
        List<Phrase> texts = new ArrayList<>();
        for (Yaml item : items(name)) {
            if (item instanceof Yaml.Scalar scalar && !scalar.where().isEmpty()) {
                texts.add(scalar.where());
            } else {
                problems.error(item.where(), "not-a-value", "A single value is expected here.");
            }
        }
        return texts;
    }

    /** The settings inside a setting; none where it is absent. */
    public Section section(String name, String itsNoun) {
        return of(itsNoun, value(name), problems);
    }
}
