package io.rekindle.engine.rule.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that somebody might put into a rule book, one listing a subject. A case begins with
 * {@code === what it tries | path | what is expected}; a slash stands between expectations of which one suffices. Signs that
 * no editor shows are written {@code {U+202E}}, and what is long {@code ⟨200 × a⟩}.
 */
final class Corpus {

    /** Words of parsers and of Java that no author may ever read. */
    static final List<String> FOREIGN =
            List.of("Exception", "org.", "java.", "ERR 1", "mvel", "antlr", "mismatched input");

    private static final Pattern CASE = Pattern.compile("(?m)^=== (.+)\\R");
    private static final Pattern SIGN = Pattern.compile("\\{U\\+([0-9A-F]{4,6})}");
    private static final Pattern LONG = Pattern.compile("⟨(\\d+) × ([^⟩]+)⟩");

    private Corpus() {}

    /** One case: what it tries, the path of its file, what is expected, and the file. */
    record Case(String listing, String name, String path, String expected, String source) {
        @Override
        public String toString() {
            return listing + ": " + name;
        }
    }

    static List<Case> read(String listing) {
        String text = resource(listing + ".txt");
        List<Case> cases = new ArrayList<>();
        Matcher heads = CASE.matcher(text);
        List<int[]> places = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        while (heads.find()) {
            places.add(new int[] {heads.start(), heads.end()});
            titles.add(heads.group(1));
        }
        for (int index = 0; index < titles.size(); index++) {
            int end = index + 1 < titles.size() ? places.get(index + 1)[0] : text.length();
            String[] head = titles.get(index).split(" \\| ", -1);
            String source = written(text.substring(places.get(index)[1], end));
            cases.add(new Case(listing, head[0], written(head[1]), head.length > 2 ? head[2] : "", source));
        }
        return cases;
    }

    private static String written(String text) {
        String repeated = LONG.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
        return SIGN.matcher(repeated).replaceAll(found -> {
            int sign = Integer.parseInt(found.group(1), 16);
            return Matcher.quoteReplacement(
                    sign <= 0xFFFF ? String.valueOf((char) sign) : new String(Character.toChars(sign)));
        });
    }

    private static String resource(String name) {
        try (InputStream in = Corpus.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
