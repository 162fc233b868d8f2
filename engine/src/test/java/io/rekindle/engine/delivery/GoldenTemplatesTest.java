package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rekindle.engine.customer.ChannelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What templates can say, as files: a template or a page, values, and what comes of it. docs/templates.md has a row for each, and
 * a case here for each of its rows.
 */
class GoldenTemplatesTest {

    private static final Path FILES = Path.of("src", "test", "resources", "templates");
    private static final Path GUIDE = Path.of("..", "docs", "templates.md");

    /** What a row of a section is called in {@code shows}. */
    private static final Map<String, String> SECTIONS = Map.of(
            "Values", "value",
            "Tags", "tag",
            "Filters", "filter",
            "Pages", "place",
            "When a message is held", "held",
            "What is refused", "refused");

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** One case of a file. */
    record Case(String where, Map<String, Object> said) {

        String text(String key, String otherwise) {
            return String.valueOf(said.getOrDefault(key, otherwise));
        }

        List<String> list(String key) {
            return ((List<?>) said.getOrDefault(key, List.of()))
                    .stream().map(String::valueOf).toList();
        }

        boolean has(String key) {
            return said.containsKey(key);
        }

        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Case> cases() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList().stream().flatMap(GoldenTemplatesTest::cases);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<Case> cases(Path file) {
        var load = new Load(LoadSettings.builder().build());
        try {
            List<Map<String, Object>> said = (List<Map<String, Object>>) load.loadFromString(Files.readString(file));
            return said.stream()
                    .map(one -> new Case(file.getFileName() + " " + one.getOrDefault("name", one.get("shows")), one));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void renders(Case golden) {
        if (golden.has("problem")) {
            var thrown = catchThrowableOfType(TemplateException.class, () -> template(golden));
            assertThat(thrown).isNotNull();
            assertThat(thrown.problems().get(0)).hasToString(golden.text("problem", ""));
            assertThat(golden.list("shows"))
                    .allMatch(shown ->
                            shown.equals("refused " + thrown.problems().get(0).code()));
            return;
        }
        Rendering rendering = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> template(golden)
                .render(variables(golden), ZoneId.of(golden.text("zone", "UTC"))));
        if (golden.has("held")) {
            assertThat(rendering).isInstanceOfSatisfying(Rendering.Held.class, held -> assertThat(held.why())
                    .isEqualTo(golden.text("held", "")));
            return;
        }
        assertThat(rendering).as(String.valueOf(rendering)).isInstanceOf(Rendering.Ready.class);
        Content content = ((Rendering.Ready) rendering).content();
        assertThat(content.title()).isEqualTo(golden.text("title", golden.has("page") ? "Title" : ""));
        assertThat(content.text()).isEqualTo(golden.text("text", "Text"));
        if (golden.has("html contains")) {
            assertThat(content.html()).contains(golden.list("html contains"));
        } else {
            assertThat(content.html()).isEqualTo(golden.said().get("html"));
        }
    }

    private static Template template(Case golden) {
        if (!golden.has("page")) {
            return Template.parse(golden.text("file", "t.sms.en.txt"), golden.text("template", ""));
        }
        String path = "t.email.en." + golden.text("page kind", "html");
        return Templates.of(Map.of("t.email.en.txt", "Title\n\nText", path, golden.text("page", "")))
                .find("t", ChannelName.EMAIL, "en")
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> variables(Case golden) {
        Map<String, Object> variables =
                new HashMap<>((Map<String, Object>) golden.said().getOrDefault("variables", Map.of()));
        variables.replaceAll((name, value) ->
                value instanceof String text && INSTANT.matcher(text).matches() ? Instant.parse(text) : value);
        return variables;
    }

    @Test
    void the_guide_and_the_cases_show_the_same() throws IOException {
        Set<String> shown =
                cases().flatMap(one -> one.list("shows").stream()).collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).isEqualTo(rows());
    }

    @Test
    void the_guide_has_every_tag_and_filter_and_no_other() throws IOException {
        Set<String> tags = new TreeSet<>(Liquid.TAGS);
        tags.addAll(Set.of("elsif", "else", "when"));

        assertThat(named("tag")).isEqualTo(tags);
        assertThat(named("filter")).isEqualTo(LiquidFilters.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_uses_what_it_shows(Case golden) {
        String source = golden.text("template", "") + golden.text("page", "");

        for (String shown : golden.list("shows")) {
            String name = shown.substring(shown.indexOf(' ') + 1);
            if (shown.startsWith("filter ")) {
                assertThat(source).containsPattern("\\|\\s*" + name + "\\b");
            } else if (shown.startsWith("tag ")) {
                assertThat(source).containsPattern("\\{%-?\\s*" + name + "\\b");
            } else if (shown.startsWith("value ")) {
                assertThat(source).contains("{{" + name);
            } else {
                assertThat(golden.has("held")).isEqualTo(shown.startsWith("held "));
                assertThat(golden.has("problem")).isEqualTo(shown.startsWith("refused "));
            }
        }
    }

    private static Set<String> named(String kind) throws IOException {
        return rows().stream()
                .filter(row -> row.startsWith(kind + " "))
                .map(row -> row.substring(kind.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first cells of the guide's tables: the words between backticks, or else the whole cell. */
    private static Set<String> rows() throws IOException {
        Map<String, String> kinds = new TreeMap<>(SECTIONS);
        Set<String> rows = new TreeSet<>();
        String kind = null;
        for (String line : Files.readAllLines(GUIDE)) {
            if (line.startsWith("## ")) {
                kind = kinds.remove(line.substring(3));
            } else if (kind != null && line.startsWith("| ")) {
                String cell = line.split("(?<!\\\\)\\|")[1].strip();
                Matcher quoted = QUOTED.matcher(cell);
                boolean any = false;
                while (quoted.find()) {
                    rows.add(kind + " " + quoted.group(1));
                    any = true;
                }
                if (!any
                        && !Set.of("value", "tag", "filter", "place", "because", "code")
                                .contains(cell)) {
                    rows.add(kind + " " + cell);
                }
            }
        }
        assertThat(kinds).as("sections that the guide lacks").isEmpty();
        return rows;
    }
}
