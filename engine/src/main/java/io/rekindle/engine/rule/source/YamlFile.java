package io.rekindle.engine.rule.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML 1.2 document event by event; aliases, anchors, tags, deep nesting and repeated keys are refused. */
public final class YamlFile {

    private static final int MAX_CODE_POINTS = 256 * 1024;
    private static final int MAX_DEPTH = 8;

    private final String file;
    private final Problems problems;
    private final Colons source;
    private final Iterator<Event> events;
    private int brackets;

    private YamlFile(String file, String source, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        this.file = file;
        this.problems = problems;
        this.source = Colons.in(source);
        this.events = new Parse(settings).parseString(this.source.text()).iterator();
    }

    /** The document, or empty where there is none or it cannot be read; why is among the problems. */
    public static Optional<Yaml> read(String file, String source, Problems problems) {
        try {
            return new YamlFile(file, source, problems).document();
        } catch (Refused refused) {
            problems.error(refused.where, "yaml", refused.message);
        } catch (MarkedYamlEngineException broken) {
            problems.error(Layout.placeOf(file, source, broken), "yaml", Layout.explain(source, broken));
        } catch (YamlEngineException broken) {
            problems.error(Phrase.of(file, 0, 0, ""), "yaml", "This file cannot be read: " + broken.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Yaml> document() {
        Optional<Yaml> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                root = Optional.of(value(node, 0));
            } else if (event.getEventId() == Event.ID.DocumentStart && root.isPresent()) {
                throw new Refused(
                        place(event), "One file holds one document: put what follows \"---\" in its own file.");
            }
        }
        return root;
    }

    private Yaml value(NodeEvent event, int depth) {
        Phrase where = place(event);
        Optional<Anchor> anchor = event.getAnchor();
        if (event instanceof AliasEvent || anchor.isPresent()) {
            throw new Refused(where, "\"&\" and \"*\" references are not used in rule files: write the value out.");
        }
        if (depth > MAX_DEPTH) {
            throw new Refused(where, "This is nested too deeply.");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(where, scalar.getTag());
            return new Yaml.Scalar(phrase(scalar), extent(scalar));
        }
        CollectionStartEvent collection = (CollectionStartEvent) event;
        refuseTag(where, collection.getTag());
        brackets += collection.isFlow() ? 1 : 0;
        Yaml value = event.getEventId() == Event.ID.SequenceStart ? items(where, depth) : fields(where, depth);
        brackets -= collection.isFlow() ? 1 : 0;
        return value;
    }

    private Yaml items(Phrase where, int depth) {
        List<Yaml> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(value((NodeEvent) event, depth + 1));
            event = events.next();
        }
        return new Yaml.Items(where, items);
    }

    private Yaml fields(Phrase where, int depth) {
        Map<String, Yaml.Field> fields = new LinkedHashMap<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            if (!(event instanceof ScalarEvent scalar)) {
                throw new Refused(place(event), "A name is expected here, followed by \":\".");
            }
            Phrase key = phrase(scalar);
            Yaml.Extent extent = extent(scalar);
            Yaml value = value((NodeEvent) events.next(), depth + 1);
            Yaml.Field former = fields.putIfAbsent(key.text(), new Yaml.Field(key, extent, value));
            if (former != null) {
                String message = "\"" + key + "\" stands here already, in line "
                        + former.key().line() + ".";
                problems.error(key, "duplicate-key", message);
            }
            event = events.next();
        }
        return new Yaml.Fields(where, Collections.unmodifiableMap(fields));
    }

    private static void refuseTag(Phrase where, Optional<String> tag) {
        if (tag.isPresent()) {
            throw new Refused(where, "\"!\" tags are not used in rule files. Put the value in quotes.");
        }
    }

    private Phrase phrase(ScalarEvent scalar) {
        Mark start = scalar.getStartMark().orElseThrow();
        boolean oneLine = scalar.getEndMark().orElseThrow().getLine() == start.getLine();
        int column = source.column(start.getLine(), start.getColumn()) + (scalar.isPlain() ? 1 : 2);
        return Phrase.of(file, start.getLine() + 1, oneLine ? column : 0, scalar.getValue());
    }

    private Yaml.Extent extent(ScalarEvent scalar) {
        Mark start = scalar.getStartMark().orElseThrow();
        Mark end = scalar.getEndMark().orElseThrow();
        char quote =
                switch (scalar.getScalarStyle()) {
                    case PLAIN -> ' ';
                    case SINGLE_QUOTED -> '\'';
                    case DOUBLE_QUOTED -> '"';
                    default -> '|';
                };
        return new Yaml.Extent(
                source.index(start.getLine(), start.getColumn()),
                source.index(end.getLine(), end.getColumn()),
                quote,
                brackets > 0);
    }

    private Phrase place(Event event) {
        Mark start = event.getStartMark().orElseThrow();
        int column = source.column(start.getLine(), start.getColumn()) + 1;
        return Phrase.of(file, start.getLine() + 1, column, "");
    }

    /** Something that YAML allows and rule files do not. */
    private static final class Refused extends RuntimeException {
        private final transient Phrase where;
        private final String message;

        Refused(Phrase where, String message) {
            super(message, null, false, false);
            this.where = where;
            this.message = message;
        }
    }
}
