package io.rekindle.channels.sms;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What a reply that is nothing but a keyword asks for. The words of every language count for everybody
 * ({@code keywords.properties}); a word inside a longer message is talk, and never matches.
 */
public enum Keyword {
    STOP,
    HELP,
    START;

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    /** No keyword is longer, so that nobody's novel is normalised. */
    private static final int LONGEST = 40;

    private static final Map<String, Keyword> WORDS = read();

    /** The keyword that the whole message is, whatever its case, width, spaces and punctuation. */
    public static Optional<Keyword> of(String message) {
        String text = message.strip();
        return text.length() > LONGEST ? Optional.empty() : Optional.ofNullable(WORDS.get(normal(text)));
    }

    private static String normal(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return NEITHER_LETTER_NOR_DIGIT.matcher(folded).replaceAll("");
    }

    private static Map<String, Keyword> read() {
        var file = new Properties();
        try (InputStream in = Keyword.class.getResourceAsStream("keywords.properties")) {
            if (in == null) {
                throw new IllegalStateException("keywords.properties is not on the class path");
            }
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Keyword> words = new HashMap<>();
        for (String key : file.stringPropertyNames()) {
            Keyword keyword = valueOf(key.substring(0, key.indexOf('.')).toUpperCase(Locale.ROOT));
            for (String word : file.getProperty(key).split(",")) {
                Keyword before = words.put(normal(word), keyword);
                if (before != null && before != keyword) {
                    throw new IllegalStateException("a keyword with two meanings: " + word);
                }
            }
        }
        return Map.copyOf(words);
    }
}
