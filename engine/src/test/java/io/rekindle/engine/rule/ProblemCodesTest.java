package io.rekindle.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/problems.md lists every code that a problem can have, and no other. */
class ProblemCodesTest {

    private static final Pattern REPORTED = Pattern.compile(
            "\\b(?:problems(?:\\(\\))?\\.(?:error|warning)|problem|warn|new (?:Mistake|UnusableWorkbook|Problem)|NO_[A-Z]+(?:_[A-Z]+)?)\\(");
    private static final Pattern CODE =
            Pattern.compile("(?<=^\\(\\s{0,200}|[,?:]\\s{0,200})\"([a-z]+(?:-[a-z0-9]+)*)\"(?=\\s*[,:])");
    private static final Pattern UNKNOWN_NOUN = Pattern.compile("\\b(?:un)?known\\(\\s*text,\\s*\"([a-z ]+)\"");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

    private static String sources() {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            return all.toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The first text among a call's arguments that looks like a code. */
    private static Set<String> reported(String sources) {
        Set<String> codes = new TreeSet<>();
        Matcher call = REPORTED.matcher(sources);
        while (call.find()) {
            int end = call.end();
            for (int depth = 1; depth > 0; end++) {
                depth += sources.charAt(end) == '(' ? 1 : sources.charAt(end) == ')' ? -1 : 0;
            }
            Matcher code = CODE.matcher(sources.substring(call.end() - 1, end));
            if (code.find()) {
                codes.add(code.group(1));
            }
        }
        Matcher noun = UNKNOWN_NOUN.matcher(sources);
        while (noun.find()) {
            codes.add("unknown-" + noun.group(1).replace(' ', '-'));
        }
        return codes;
    }

    @Test
    void every_code_is_listed_and_every_listed_code_is_one() throws IOException {
        List<String> listed = LISTED.matcher(Files.readString(Path.of("..", "docs", "problems.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(reported(sources()));
    }

    @Test
    void the_search_finds_codes_however_they_are_reported() {
        assertThat(
                        reported(
                                "problems.error(a(b, c), \"one-code\", \"A text.\"); throw problem(at, \"two\", x + \", \");"
                                        + "throw new Mistake(\"three\", \"text\", null); values.problems().error(row.cell(\"x\"), \"four\", m);"))
                .containsExactlyInAnyOrder("one-code", "two", "three", "four");
    }
}
