package io.rekindle.engine.rule.source;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that rule files may be written in; one file may mix them. */
public enum Language {
    EN,
    ZH;

    /** The language as file names and the command line write it: {@code en}, {@code zh}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Language> named(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    /** The language of a piece of text: Chinese where it has a Chinese character. */
    public static Language of(String text) {
        return text.codePoints().anyMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.HAN) ? ZH : EN;
    }
}
