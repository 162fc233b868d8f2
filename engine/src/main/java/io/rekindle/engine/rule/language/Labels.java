package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.source.Phrase;
import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/** Reads names for people, in one language or both. */
final class Labels {

    private Labels() {}

    /** A label from {@code 新客欢迎 | Welcome}, in either order. */
    static Label of(@Nullable Phrase text, String otherwise) {
        if (text == null) {
            return new Label(otherwise, otherwise);
        }
        String whole = text.original();
        int bar = whole.indexOf('|');
        if (bar < 0) {
            return new Label(whole, whole);
        }
        String first = whole.substring(0, bar).strip();
        String second = whole.substring(bar + 1).strip();
        return isChinese(second) && !isChinese(first) ? new Label(first, second) : new Label(second, first);
    }

    static Label of(Phrase en, Phrase zh, String otherwise) {
        String english = en.isEmpty() ? zh.original() : en.original();
        String chinese = zh.isEmpty() ? en.original() : zh.original();
        return english.isEmpty() ? new Label(otherwise, otherwise) : new Label(english, chinese);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.HAN);
    }
}
