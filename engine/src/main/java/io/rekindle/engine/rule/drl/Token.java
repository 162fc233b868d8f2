package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Phrase;

/**
 * A word, number, text or sign of a raw rule.
 *
 * @param text as written; of a text in quotes, what is between them
 * @param start its first character's index in the file
 * @param firstOfLine whether only spaces and comments stand before it in its line
 * @param where its place in the file
 */
record Token(Kind kind, String text, int start, boolean firstOfLine, Phrase where) {

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        /** Stands after the last token, so that something can always be pointed at. */
        END
    }

    boolean is(String nameOrSign) {
        return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(nameOrSign);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** The token as its author sees it. */
    String shown() {
        return "\"" + text + "\"";
    }
}
