package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads names for people, in one language or both. */
final class Labels {

    private static final Pattern FORMULA = Pattern.compile("^(?:[=@|]|[+-].*[!(|])");

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

    /** The label in a grid's row; a spreadsheet would run what begins like a formula, so that is refused. */
    static Label of(Grid.Row row, Label otherwise, Problems problems) {
        Phrase en = row.cell("label_en");
        Phrase zh = row.cell("label_zh");
        for (Phrase cell : List.of(en, zh)) {
            if (FORMULA.matcher(cell.text()).find()) {
                problems.error(
                        cell, "formula", "A spreadsheet would take this name for a formula. Begin it with a letter.");
            }
        }
        String english = en.isEmpty() ? zh.original() : en.original();
        String chinese = zh.isEmpty() ? en.original() : zh.original();
        return english.isEmpty() ? otherwise : new Label(english, chinese);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.HAN);
    }
}
