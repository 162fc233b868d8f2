package io.rekindle.engine.rule.writing;

import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Holds;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import io.rekindle.engine.rule.source.YamlFile;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Writes a file of settings anew: only what is understood is replaced, everything around it stays to the byte. */
final class FileWriter {

    private static final String CHANNEL = "channel";
    private static final String MOMENT = "moment";

    private final String source;
    private final LineWriter lines;
    private final TreeSet<Change> changes = new TreeSet<>(Comparator.comparing(change -> change.at.from()));

    private FileWriter(String source, LineWriter lines) {
        this.source = source;
        this.lines = lines;
    }

    /** What comes in the place of a stretch of the source. */
    private record Change(Yaml.Extent at, String text) {}

    /** The file in the writer's language; as it is where it cannot be read. */
    static String write(String path, String source, LineWriter lines) {
        Optional<Yaml> root = YamlFile.read(path, source, new Problems());
        Optional<Holds> holds = Holds.ofFile(path);
        if (root.isEmpty() || holds.isEmpty()) {
            return source;
        }
        FileWriter writer = new FileWriter(source, lines);
        writer.value(root.get(), holds.get());
        return writer.written();
    }

    private void value(Yaml value, Holds holds) {
        if (value instanceof Yaml.Scalar scalar) {
            lines.write(scalar.where(), holds).ifPresent(text -> change(scalar.extent(), text));
        } else if (value instanceof Yaml.Items list && holds instanceof Holds.ListOf of) {
            list.items().forEach(item -> value(item, of.item()));
        } else if (value instanceof Yaml.Fields fields) {
            Holds settings = holds instanceof Holds.Either either ? either.settings() : holds;
            fields.fields().values().forEach(field -> field(field, settings));
        }
    }

    private void field(Yaml.Field field, Holds holds) {
        if (holds instanceof Holds.Named named) {
            value(field.value(), named.item());
        } else if (holds instanceof Holds.ByMoment by) {
            lines.write(field.key(), new Holds.Line(MOMENT)).ifPresent(text -> change(field.extent(), text));
            value(field.value(), by.item());
        } else if (holds instanceof Holds.ByChannel by) {
            if (!name(CHANNEL, field)) {
                lines.write(field.key(), new Holds.Value(ValueType.CHANNEL))
                        .ifPresent(text -> change(field.extent(), text));
            }
            value(field.value(), by.item());
        } else if (holds instanceof Holds.Settings settings) {
            name(settings.owner(), field);
            lines.catalogue()
                    .keywords()
                    .find(settings.owner(), field.key().text())
                    .map(Sentence::holds)
                    .ifPresent(inner -> value(field.value(), inner));
        }
    }

    /** Writes the name of a setting; false where the catalogue knows none of that name. */
    private boolean name(String owner, Yaml.Field field) {
        Catalogue catalogue = lines.catalogue();
        Phrase key = field.key();
        Optional<Sentence> keyword = catalogue.keywords().find(owner, key.text());
        Language in = lines.language();
        keyword.map(one -> catalogue.keywords().in(in == null ? one.language() : in, owner, key.text()))
                .ifPresent(text -> change(field.extent(), text));
        return keyword.isPresent();
    }

    private void change(Yaml.Extent at, String text) {
        if (at.quote() != '|') {
            changes.add(new Change(at, quoted(text, at)));
        }
    }

    private static String quoted(String text, Yaml.Extent at) {
        boolean needsNone = Plain.isPlain(text, at.flow());
        return switch (at.quote()) {
            case '\'' -> "'" + text.replace("'", "''") + "'";
            case ' ' -> needsNone ? text : Plain.inQuotes(text);
            default -> Plain.inQuotes(text);
        };
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Change change : changes) {
            text.append(source, from, change.at.from()).append(change.text);
            from = change.at.to();
        }
        return text.append(source, from, source.length()).toString();
    }
}
