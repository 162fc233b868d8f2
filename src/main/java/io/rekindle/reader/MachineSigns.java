package io.rekindle.reader;

import io.rekindle.engine.delivery.Receipt.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells machines from people among those who follow links and load pictures. In doubt it is a machine: what a person did counts
 * a little less then, and nobody is written to for what a scanner did.
 */
final class MachineSigns {

    /** What gave it away. */
    enum Sign {
        NONE,
        /** Asked what is there without wanting it. */
        HEAD,
        /** Says that it fetches ahead. */
        PREFETCH,
        /** A program, by its own name. */
        PROGRAM,
        /** Apple's proxy, which loads pictures whether or not anybody looks. */
        PRIVACY_PROXY,
        /** Sooner than anybody reads. */
        TOO_SOON,
        /** Followed the link that no person sees. */
        TRAP,
        /** Several links at once. */
        BURST
    }

    /**
     * A request for a link or a picture.
     *
     * @param purpose what Sec-Purpose, Purpose or X-Moz say, or empty
     * @param sinceSent since the message was handed over
     */
    record Request(String method, String agent, String purpose, Duration sinceSent) {}

    static final Duration AT_ONCE = Duration.ofSeconds(2);
    static final Duration AROUND_A_TRAP = Duration.ofSeconds(30);

    private static final Duration NOBODY_READS_SO_FAST = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int LONG_OUT_OF_DATE = 90;

    private static final Pattern PROGRAM = Pattern.compile(
            "bot\\b|bot/|crawl|spider|scan|preview|monitor|headless|phantomjs|selenium|playwright|puppeteer"
                    + "|barracuda|proofpoint|mimecast|ironport|ciscosecureemail|\\btmes\\b|fortinet|fortimail|sophos|forcepoint"
                    + "|symantec|messagelabs|trendmicro|bitdefender|kaspersky|virustotal|urlscan|safelinks|msoffice"
                    + "|slackbot|facebookexternalhit|whatsapp|telegram|skypeuripreview|discord|linkedin|twitter"
                    + "|curl/|wget|python|go-http-client|java/|okhttp|apache-httpclient|libwww|axios|node-fetch|ruby|perl");

    private static final Pattern CHROME = Pattern.compile("chrome/(\\d{1,4})\\.");

    private MachineSigns() {}

    /** What one request shows by itself. */
    static Sign in(Kind kind, Request request) {
        String agent = request.agent().strip().toLowerCase(Locale.ROOT);
        boolean proxy = agent.contains("googleimageproxy") || agent.contains("yahoomailproxy");
        if ("HEAD".equals(request.method())) {
            return Sign.HEAD;
        }
        if (request.purpose().toLowerCase(Locale.ROOT).contains("prefetch")) {
            return Sign.PREFETCH;
        }
        if (agent.isEmpty()) {
            return Sign.PROGRAM;
        }
        if (kind == Kind.OPENED && agent.equals("mozilla/5.0")) {
            return Sign.PRIVACY_PROXY;
        }
        if (!proxy && PROGRAM.matcher(agent).find()) {
            return Sign.PROGRAM;
        }
        Duration since = request.sinceSent();
        if (since.compareTo(NOBODY_READS_SO_FAST) < 0) {
            return Sign.TOO_SOON;
        }
        boolean soon = since.compareTo(SOON) < 0;
        return soon && (proxy || looksLikeADataCentre(agent)) ? Sign.TOO_SOON : Sign.NONE;
    }

    /** What a visit shows together with the others of its message. */
    static Sign among(Visit visit, Collection<Visit> all) {
        if (visit.sign() != Sign.NONE) {
            return visit.sign();
        }
        boolean trapped = all.stream()
                .anyMatch(other -> other.isOfTrap() && apart(visit, other).compareTo(AROUND_A_TRAP) <= 0);
        if (trapped) {
            return Sign.TRAP;
        }
        List<Integer> links = all.stream()
                .filter(other ->
                        other.kind() == Kind.CLICKED && apart(visit, other).compareTo(AT_ONCE) <= 0)
                .map(Visit::link)
                .distinct()
                .toList();
        return links.size() > 1 ? Sign.BURST : Sign.NONE;
    }

    /** Desktop Linux and browsers of years ago: what scanners in the cloud run, and few people. */
    private static boolean looksLikeADataCentre(String agent) {
        Matcher chrome = CHROME.matcher(agent);
        return agent.contains("x11; linux") || (chrome.find() && Integer.parseInt(chrome.group(1)) < LONG_OUT_OF_DATE);
    }

    private static Duration apart(Visit one, Visit other) {
        return Duration.ofMillis(Math.abs(one.at() - other.at()));
    }
}
