package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The templates of a rule book, by name, channel and language. */
public final class Templates {

    private static final String FALLBACK_LANGUAGE = "en";

    private record Message(String name, ChannelName channel) {}

    private final Map<Message, NavigableMap<String, Template>> byMessage;

    private Templates(Map<Message, NavigableMap<String, Template>> byMessage) {
        this.byMessage = byMessage;
    }

    /**
     * Reads templates.
     *
     * @param sources by path, as in {@code templates/welcome.email.en.txt}
     * @throws TemplateException with every problem of every file
     */
    public static Templates of(Map<String, String> sources) {
        var problems = new ArrayList<Problem>();
        Templates templates = read(sources, problems);
        if (!problems.isEmpty()) {
            throw new TemplateException(problems);
        }
        return templates;
    }

    /** What is wrong with templates; nothing where they can be used. */
    public static List<Problem> check(Map<String, String> sources) {
        var problems = new ArrayList<Problem>();
        read(sources, problems);
        return List.copyOf(problems);
    }

    /** The template in the customer's language ({@code zh-CN} counts as {@code zh}), else in English, else in any. */
    public Optional<Template> find(String name, ChannelName channel, String language) {
        NavigableMap<String, Template> written = byMessage.get(new Message(name, channel));
        if (written == null) {
            return Optional.empty();
        }
        String primary = language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Stream.of(primary, FALLBACK_LANGUAGE, written.firstKey())
                .map(written::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The languages in which a message is written. */
    public Set<String> languages(String name, ChannelName channel) {
        return Set.copyOf(byMessage
                .getOrDefault(new Message(name, channel), Collections.emptyNavigableMap())
                .keySet());
    }

    /** Every variable that a message reads, in any of its languages. */
    public Set<String> variables(String name, ChannelName channel) {
        var variables = new TreeSet<String>();
        byMessage
                .getOrDefault(new Message(name, channel), Collections.emptyNavigableMap())
                .values()
                .forEach(template -> variables.addAll(template.variables()));
        return Collections.unmodifiableSet(variables);
    }

    private static Templates read(Map<String, String> sources, List<Problem> problems) {
        var byMessage = new HashMap<Message, NavigableMap<String, Template>>();
        var pages = new TreeMap<String, Template.Key>();
        for (String path : new TreeSet<>(sources.keySet())) {
            try {
                Template.Key key = Template.Key.of(path);
                if (key.html()) {
                    pages.put(path, key);
                } else {
                    Template template = Template.parse(path, text(sources, path));
                    byMessage
                            .computeIfAbsent(new Message(key.name(), key.channel()), any -> new TreeMap<>())
                            .put(key.language(), template);
                }
            } catch (TemplateException e) {
                problems.addAll(e.problems());
            }
        }
        pages.forEach((path, key) -> {
            try {
                addPage(byMessage, path, key, text(sources, path));
            } catch (TemplateException e) {
                problems.addAll(e.problems());
            }
        });
        return new Templates(byMessage);
    }

    private static void addPage(
            Map<Message, NavigableMap<String, Template>> byMessage, String path, Template.Key key, String source) {
        NavigableMap<String, Template> written =
                byMessage.getOrDefault(new Message(key.name(), key.channel()), new TreeMap<>());
        Template text = written.get(key.language());
        if (text == null) {
            throw Template.problem(path, 0, "template-name", "there is no usable .txt beside this HTML part");
        }
        written.put(key.language(), text.withHtml(path, source));
    }

    private static String text(Map<String, String> sources, String path) {
        return sources.getOrDefault(path, "");
    }
}
