package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.TextBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files of a book, each of a kind that a book has; the catalogues that ship stand in for missing ones. */
record BookContents(NavigableMap<String, String> files) {

    /** The catalogues that a book must have, in English and Chinese: what it may ask, and what its files are made of. */
    private static final List<String> CATALOGUES = List.of("customer", "structure");

    private static final int MAX_BYTES = 256 * 1024;
    private static final int VERSION_DIGITS = 12;
    /** A file's name is printed in rules and in messages: nothing that means something there. */
    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}_. -]*";

    private static final List<String> KINDS = List.of(
            "lifecycle\\.csv",
            "segments\\.yaml",
            "coupons\\.csv",
            "policy\\.yaml",
            "rfm\\.csv",
            "campaigns/" + NAME + "\\.yaml",
            "calendar/" + NAME + "\\.csv",
            "hooks/[A-Za-z0-9_-]+\\.yaml",
            "tests/" + NAME + "\\.yaml",
            "drl/" + NAME + "\\.drl",
            "language/" + NAME + "\\.dsl");
    private static final List<String> EXAMPLES = List.of(
            "lifecycle.csv",
            "segments.yaml",
            "coupons.csv",
            "policy.yaml",
            "rfm.csv",
            "campaigns/",
            "calendar/",
            "hooks/",
            "tests/",
            "drl/",
            "language/",
            "templates/");
    private static final Pattern KIND = Pattern.compile(String.join("|", KINDS));
    private static final Pattern TEMPLATE =
            Pattern.compile("templates/([a-z0-9][a-z0-9_-]*\\.[a-z][a-z0-9_]{0,30})\\.(en|zh)\\.[a-z0-9]+");

    static BookContents of(Map<String, String> given, Problems problems) {
        NavigableMap<String, String> files = new TreeMap<>();
        given.forEach((path, source) -> {
            Phrase whole = Phrase.of(path, 0, 0, "");
            if (!KIND.matcher(path).matches() && !TEMPLATE.matcher(path).matches()) {
                problems.error(whole, "unknown-file", unknown(path), nearest(path));
            } else if (source.length() > MAX_BYTES) {
                problems.error(whole, "too-large", "A rule file has at most " + MAX_BYTES / 1024 + " KB.");
            } else {
                files.put(path, source);
            }
        });
        CATALOGUES.stream()
                .filter(name -> !files.containsKey("language/" + name + ".en.dsl"))
                .forEach(name -> files.putAll(BookFiles.shippedLanguage(name)));
        return new BookContents(files);
    }

    private static String unknown(String path) {
        return path.startsWith("templates/")
                ? "A template's file is named like welcome.email.en.txt: name, channel, language."
                : "A rule book has no such file.";
    }

    private static @org.jspecify.annotations.Nullable String nearest(String path) {
        int slash = path.indexOf('/');
        String known = Nearest.of(slash < 0 ? path : path.substring(0, slash + 1), EXAMPLES);
        return known == null || path.startsWith(known) ? null : known;
    }

    Optional<String> source(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The files of a directory, by path. */
    NavigableMap<String, String> under(String directory) {
        NavigableMap<String, String> found = new TreeMap<>();
        files.forEach((path, source) -> {
            if (path.startsWith(directory)) {
                found.put(path, source);
            }
        });
        return found;
    }

    /** The catalogues. */
    Map<String, String> language() {
        Map<String, String> language = new TreeMap<>(under("language/"));
        language.replaceAll((path, source) -> TextBytes.unmarked(source));
        return language;
    }

    /** The templates that exist in some language, as in {@code welcome.email}. */
    Set<String> templates() {
        return under("templates/").keySet().stream()
                .map(TEMPLATE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    /** The first hex digits of the SHA-256 of all files' texts, in whatever encoding they were saved. */
    String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, source) -> {
                for (String part : List.of(path, TextBytes.unmarked(source))) {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                    digest.update(bytes);
                }
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
