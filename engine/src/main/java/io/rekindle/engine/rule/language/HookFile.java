package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Hook;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a file of hooks/: how a webhook's body becomes an event. */
final class HookFile {

    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)+");

    private HookFile() {}

    static Optional<Hook> read(String name, String path, String source, Documents documents) {
        Problems problems = documents.problems();
        Yaml root = documents.read(path, source).orElse(null);
        if (root == null) {
            return Optional.empty();
        }
        Section file = Section.of("a webhook", root, problems);
        file.knows("event", "customer", "occurred at", "properties");
        Phrase event = file.required("event");
        String customer = pointer(file.required("customer"), problems);
        String occurredAt = file.has("occurred at") ? pointer(file.text("occurred at"), problems) : "";
        Map<String, String> properties = new LinkedHashMap<>();
        Section section = file.section("properties", "a webhook");
        for (String property : section.names()) {
            String pointer = pointer(section.text(property), problems);
            if (pointer != null) {
                properties.put(property, pointer);
            }
        }
        return event == null || customer == null || occurredAt == null
                ? Optional.empty()
                : Optional.of(new Hook(name, event.text(), customer, occurredAt, properties));
    }

    private static @Nullable String pointer(@Nullable Phrase text, Problems problems) {
        if (text == null) {
            return null;
        }
        if (POINTER.matcher(text.original()).matches()) {
            return text.original();
        }
        String message = "\"" + text.original() + "\" should be a JSON Pointer, like /cart/value.";
        problems.error(text, "not-a-pointer", message);
        return null;
    }
}
