package io.rekindle.link;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts other addresses in the place of a message's links; all else stays as it is, to the byte. */
final class Rewriting {

    private static final Pattern ANCHOR = Pattern.compile(
            "(?i)(<(?:a|area)\\b[^<>]*?\\shref\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE);

    private static final Pattern IN_TEXT = Pattern.compile("https?://[^\\s<>\"'，。；、！？）】」]+");
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/?#]+.*");

    /** A way out is never one that has to be counted first. */
    private static final Pattern WAY_OUT = Pattern.compile("(?i)unsubscribe|opt-?out|退订");

    private static final Pattern AFTER_A_LINK = Pattern.compile("[.,;:!?)]+$");

    /** Longer ones would not survive every mail reader. */
    private static final int LONGEST_TARGET = 1200;

    private static final int LAST_OF_ASCII = 0x7e;

    private Rewriting() {}

    /** What stands in the place of a link. */
    interface Tokens {
        /** The link of ours that leads to a target; the index is the same for the same target of a message. */
        String link(int index, String target);
    }

    /** An HTML page with its links in other words; those to {@code own} pages stay. */
    static String page(String html, String own, Tokens tokens) {
        Map<String, Integer> indexes = new HashMap<>();
        return ANCHOR.matcher(html).replaceAll(anchor -> {
            String written = anchor.group(2) == null ? anchor.group(3) : anchor.group(2);
            String target = written.strip().replace("&amp;", "&");
            String link = link(target, own, indexes, tokens);
            return Matcher.quoteReplacement(
                    link.equals(target) ? anchor.group() : anchor.group(1) + "\"" + link + "\"");
        });
    }

    /** A text with its links in other words. */
    static String text(String text, String own, Tokens tokens) {
        Map<String, Integer> indexes = new HashMap<>();
        return IN_TEXT.matcher(text).replaceAll((MatchResult found) -> {
            Matcher tail = AFTER_A_LINK.matcher(found.group());
            String rest = tail.find() ? tail.group() : "";
            String target = found.group().substring(0, found.group().length() - rest.length());
            return Matcher.quoteReplacement(link(target, own, indexes, tokens) + rest);
        });
    }

    /** The page with something more before its body ends. */
    static String atEnd(String html, String more) {
        int end = html.toLowerCase(Locale.ROOT).lastIndexOf("</body");
        return end < 0 ? html + more : html.substring(0, end) + more + html.substring(end);
    }

    private static String link(String target, String own, Map<String, Integer> indexes, Tokens tokens) {
        String ascii = ascii(target);
        boolean stays = !WEB.matcher(target).matches()
                || target.startsWith(own)
                || WAY_OUT.matcher(target).find()
                || ascii.length() > LONGEST_TARGET;
        if (stays || (indexes.size() == LinkToken.LAST && !indexes.containsKey(target))) {
            return target;
        }
        Integer index = indexes.computeIfAbsent(target, any -> indexes.size() + 1);
        return tokens.link(index, ascii);
    }

    /** What may not stand in an address as it is, percent-encoded as UTF-8. */
    private static String ascii(String target) {
        StringBuilder out = new StringBuilder();
        target.codePoints().forEach(one -> {
            if (one > ' ' && one <= LAST_OF_ASCII) {
                out.appendCodePoint(one);
            } else {
                HexFormat hex = HexFormat.of().withUpperCase();
                for (byte each : Character.toString(one).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(hex.toHexDigits(each));
                }
            }
        });
        return out.toString();
    }
}
