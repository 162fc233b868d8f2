package io.rekindle.channels.email;

import java.util.regex.Pattern;

/** What mail servers say, as one short line for the ledger, without the addresses that they like to repeat. */
public final class OneLine {

    private static final int MAX_READ = 2_000;
    private static final int MAX_KEPT = 300;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>:\"'@]{1,64}@[^\\s<>:\"',;]{1,255}");

    private OneLine() {}

    public static String of(String text) {
        String start = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
        String line = start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String clean = ADDRESS.matcher(line).replaceAll("****");
        return clean.length() > MAX_KEPT ? clean.substring(0, MAX_KEPT) : clean;
    }
}
