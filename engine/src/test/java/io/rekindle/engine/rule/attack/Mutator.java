package io.rekindle.engine.rule.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Spoils a file as people, editors and attackers do; the same random numbers spoil it in the same way. */
final class Mutator {

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}_]+|\\d+|\\s+|[^\\p{L}\\d\\s_]");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "5",
            "29",
            "30",
            "31",
            "010",
            "-1",
            "30.5",
            "1e3",
            "0x10",
            "３０",
            "三十",
            "2147483648",
            "99999999999999999999",
            "1,000",
            "+5",
            "١٢",
            "30L",
            "");
    private static final List<String> SIGNS = List.of(
            "\"", "'", "\\", "{", "}", "[", "]", "(", ")", "<", ">", "=", "!", "&", "|", "*", "%", "#", "@", "`", ":",
            ";", ",", ".", "-", "+", "/", "?", "~", "$", "\t", "\n", "\r\n", " ", "  ", "\u0000", "\u0007", "\u200B",
            "\u202E", "\u2028", "\uFEFF", "\uD83D", "😀", "，", "：", "（", "）", "“", "≥", "≤", "　", "é", "e\u0301", "ﬁ",
            "İ", "ß", "о", "\\u0022", "${", "{{", "{%", "%}", "&&", "||", "--", "/*", "*/", "//", "..", "!!", "---",
            "<<");
    private static final List<String> WORDS = List.of(
            "or",
            "and",
            "not",
            "no",
            "has",
            "is",
            "in",
            "last",
            "days",
            "more",
            "less",
            "fewer",
            "never",
            "once",
            "dormant",
            "loyal",
            "churn_risk",
            "vip",
            "BACK15",
            "orders",
            "spend",
            "lifecycle",
            "segment",
            "eval",
            "true",
            "when",
            "then",
            "end",
            "rule",
            "any of",
            "all of",
            "after",
            "before",
            "at",
            "every",
            "day",
            "week",
            "hours",
            "sms",
            "push",
            "email",
            "send",
            "with",
            "coupon",
            "if",
            "the",
            "is unused",
            "actions",
            "Event",
            "exists",
            "null",
            "yes",
            "off");

    private final Random random;
    private final List<String> others;

    Mutator(Random random, List<String> others) {
        this.random = random;
        this.others = others;
    }

    /** The text with one to four things changed. */
    String mutate(String text) {
        String changed = text;
        int times = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) + 1 : 0);
        for (int time = 0; time < times; time++) {
            changed = once(changed);
        }
        return changed;
    }

    private String once(String text) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> sign(text);
            case 2, 3, 4 -> token(text);
            case 5, 6 -> number(text);
            case 7, 8 -> line(text);
            case 9 -> foreign(text);
            case 10 -> letters(text);
            default -> text.substring(0, random.nextInt(text.length() + 1));
        };
    }

    private String sign(String text) {
        int at = random.nextInt(text.length() + 1);
        int to = random.nextBoolean() || at == text.length() ? at : at + 1;
        return text.substring(0, at) + pick(SIGNS) + text.substring(to);
    }

    private String letters(String text) {
        if (text.length() < 2) {
            return text;
        }
        int at = random.nextInt(text.length() - 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            case 2 -> text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
            default -> {
                char letter = text.charAt(at);
                char other =
                        Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
                yield text.substring(0, at) + other + text.substring(at + 1);
            }
        };
    }

    private String token(String text) {
        List<String> tokens = new ArrayList<>(
                TOKEN.matcher(text).results().map(MatchResult::group).toList());
        if (tokens.isEmpty()) {
            return pick(WORDS);
        }
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            case 3 -> tokens.set(at, pick(WORDS));
            case 4 -> Collections.swap(tokens, at, random.nextInt(tokens.size()));
            default -> tokens.add(at, " " + pick(WORDS) + " ");
        }
        return String.join("", tokens);
    }

    private String number(String text) {
        List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
        if (numbers.isEmpty()) {
            return sign(text);
        }
        MatchResult number = numbers.get(random.nextInt(numbers.size()));
        return text.substring(0, number.start()) + pick(NUMBERS) + text.substring(number.end());
    }

    private String line(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, " ".repeat(random.nextInt(4)) + lines.get(at));
            case 4 -> lines.set(at, lines.get(at).stripLeading());
            default -> lines.set(at, lines.get(at) + " " + lines.get(random.nextInt(lines.size())));
        }
        return String.join("\n", lines);
    }

    /** Puts a piece of another file in. */
    private String foreign(String text) {
        String other = pick(others);
        int from = random.nextInt(other.length() + 1);
        int to = Math.min(other.length(), from + random.nextInt(60));
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + other.substring(from, to) + text.substring(at);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
