package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Phrase;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a raw rule file into tokens, before any parser sees it. What parsers read differently from people is refused here:
 * escapes, invisible and control signs, letters that only look like others, texts and comments without an end, deep nesting.
 */
final class Scanner {

    private static final int MAX_CHARACTERS = 32 * 1024;
    private static final int MAX_TOKENS = 6000;
    private static final int MAX_DEPTH = 6;
    private static final int MAX_LINE = 500;
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s++)|(?<comment>//[^\\n\\r]*+)"
            + "|(?<name>[A-Za-z_$][A-Za-z0-9_$]*+)|(?<number>[0-9][A-Za-z0-9_.]*+)"
            + "|(?<text>\"[^\"\\n\\r]*+\"|'[^'\\n\\r]*+')"
            + "|(?<sign>&&|\\|\\||[=!<>:]=|[!-/:-@\\[-`{-~])");
    /** What may stand in a text in quotes: the same as in a sentence. */
    private static final Pattern PLAIN = Pattern.compile("[^\"'\\\\{}\\p{Cntrl}\\p{Cf}]{1,100}");

    private static final Set<String> PREFIXES = Set.of("!", "not", "exists", "-", "+", "~");

    private final String file;
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int line = 1;
    private int lineStart;
    private int depth;
    private int prefixes;
    private boolean fresh = true;

    private Scanner(String file, String source) {
        this.file = file;
        this.source = source;
    }

    /**
     * The tokens of a file, an {@link Token.Kind#END} behind them.
     *
     * @throws Refused at the first character or token that no raw rule has
     */
    static List<Token> scan(String file, String source) {
        Scanner scanner = new Scanner(file, source);
        scanner.characters();
        scanner.tokens();
        return List.copyOf(scanner.tokens);
    }

    private void characters() {
        if (source.length() > MAX_CHARACTERS) {
            throw new Refused(
                    Phrase.of(file, 0, 0, ""),
                    "too-large",
                    "A file of raw rules has at most " + MAX_CHARACTERS / 1024 + " KB.");
        }
        for (int at = source.startsWith("\uFEFF") ? 1 : 0; at < source.length(); ) {
            int sign = source.codePointAt(at);
            if (!allowed(sign)) {
                String message = sign == '\\'
                        ? "A raw rule holds no \"\\\": write the sign itself."
                        : String.format(
                                "A raw rule holds no invisible or control signs, and here is one (U+%04X).", sign);
                throw new Refused(at(at, ""), "bad-character", message);
            }
            if (sign == '\n') {
                nextLine(at);
            }
            if (at - lineStart > MAX_LINE) {
                throw new Refused(
                        at(at, ""), "too-long", "This line is too long: at most " + MAX_LINE + " characters.");
            }
            at += Character.charCount(sign);
        }
        line = 1;
        lineStart = 0;
    }

    private static boolean allowed(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL -> sign == '\n' || sign == '\r' || sign == '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> sign != '\\';
        };
    }

    private void nextLine(int at) {
        line++;
        lineStart = at + 1;
        fresh = true;
    }

    private Phrase at(int index, String text) {
        return Phrase.of(file, line, source.codePointCount(Math.min(lineStart, index), index) + 1, text);
    }

    private void tokens() {
        Matcher matcher = TOKEN.matcher(source);
        int at = source.startsWith("\uFEFF") ? 1 : 0;
        while (at < source.length()) {
            if (source.startsWith("/*", at)) {
                at = comment(at);
            } else if (!matcher.region(at, source.length()).lookingAt()) {
                throw foreign(at);
            } else {
                token(matcher, at);
                at = matcher.end();
            }
        }
        tokens.add(new Token(Token.Kind.END, "", source.length(), true, at(source.length(), "")));
    }

    private void token(Matcher matcher, int at) {
        if (matcher.group("space") != null) {
            for (int index = at; index < matcher.end(); index++) {
                if (source.charAt(index) == '\n') {
                    nextLine(index);
                }
            }
        } else if (matcher.group("name") != null) {
            add(Token.Kind.NAME, matcher.group("name"), at);
        } else if (matcher.group("number") != null) {
            add(Token.Kind.NUMBER, matcher.group("number"), at);
        } else if (matcher.group("text") != null) {
            text(matcher.group("text"), at);
        } else if (matcher.group("sign") != null) {
            sign(matcher.group("sign"), at);
        }
    }

    private int comment(int at) {
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
            throw new Refused(at(at, "/*"), "not-closed", "This comment is never closed: \"*/\" is missing.");
        }
        for (int index = at; index < end; index++) {
            if (source.charAt(index) == '\n') {
                nextLine(index);
            }
        }
        return end + 2;
    }

    /** Texts are compared in the form in which sentences are: full-width letters are the same as narrow ones. */
    private void text(String quoted, int at) {
        String inside = quoted.substring(1, quoted.length() - 1);
        String plain = Phrase.of(file, line, 0, inside).text();
        if (!PLAIN.matcher(plain).matches()) {
            String message = inside.isEmpty()
                    ? "This text is empty."
                    : "A text has at most 100 characters and holds no quotes or braces.";
            throw new Refused(at(at, quoted), "not-plain", message);
        }
        add(Token.Kind.TEXT, plain, at);
    }

    private void sign(String sign, int at) {
        if (sign.equals("\"") || sign.equals("'")) {
            throw new Refused(at(at, sign), "not-closed", "This text is not closed in its line: a quote is missing.");
        }
        if ("([{".contains(sign)) {
            depth++;
        } else if (")]}".contains(sign)) {
            depth--;
        }
        if (depth < 0) {
            throw new Refused(at(at, sign), "not-closed", "This \"" + sign + "\" closes nothing.");
        }
        add(Token.Kind.SIGN, sign, at);
    }

    private void add(Token.Kind kind, String text, int at) {
        Phrase where = at(at, kind == Token.Kind.TEXT ? source.substring(at, at + 1) : text);
        Token token = new Token(kind, text, at, fresh, where);
        prefixes = PREFIXES.contains(text) || text.equals("(") ? prefixes + 1 : 0;
        if (depth > MAX_DEPTH || prefixes > MAX_DEPTH) {
            throw new Refused(where, "too-deep", "This is nested too deeply: at most " + MAX_DEPTH + " levels.");
        }
        if (tokens.size() >= MAX_TOKENS) {
            throw new Refused(where, "too-large", "This file is too long: split it up.");
        }
        tokens.add(token);
        fresh = false;
    }

    private Refused foreign(int at) {
        String sign = new String(Character.toChars(source.codePointAt(at)));
        String plain = Normalizer.normalize(sign, Normalizer.Form.NFKC);
        String message = "\"" + sign + "\" may stand only in texts in quotes and in comments.";
        return new Refused(at(at, sign), "bad-character", message, plain.equals(sign) ? null : plain);
    }
}
