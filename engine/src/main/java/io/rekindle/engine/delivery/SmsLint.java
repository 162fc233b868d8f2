package io.rekindle.engine.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What carriers refuse, or customers complain of, in the text of a marketing SMS. In China a message is signed 【who】 at its
 * beginning or end, once, and says how to stop; elsewhere it has to say how to stop.
 */
public final class SmsLint {

    /** One thing to put right. */
    public enum Finding {
        NO_SIGNATURE("sms-signature", "A Chinese SMS begins with its sender's signature in 【】, or carriers refuse it."),
        MORE_BRACKETS("sms-signature", "【】 stand for the signature alone: carriers refuse a second pair."),
        NO_OPT_OUT("sms-opt-out", "A marketing SMS says how to stop it, like \"拒收请回复R\" or \"Reply STOP to opt out\".");

        private final String code;
        private final String message;

        Finding(String code, String message) {
            this.code = code;
            this.message = message;
        }

        /** Stable, for tools. */
        public String code() {
            return code;
        }

        /** What is wrong, for the author. */
        public String message() {
            return message;
        }
    }

    private static final Pattern SIGNED = Pattern.compile("(?s)【[^【】]{2,20}】.*|.*【[^【】]{2,20}】");

    /** Carriers differ in the letter: R, T, TD, N. */
    private static final Pattern OPT_OUT_ZH = Pattern.compile(
            "(?:拒收|退订|退訂)\\s*(?:请|請)?\\s*回复?覆?\\s*[A-Za-z]{1,2}|回复?覆?\\s*[A-Za-z]{1,2}\\s*(?:拒收|退订|退訂)");

    /** A word to reply with stands in capitals: "don't stop shopping" is none. */
    private static final Pattern OPT_OUT =
            Pattern.compile("\\b(?:STOP|END|QUIT|CANCEL)\\b|(?i)\\b(?:unsubscribe|opt[ -]?out)\\b");

    /** The page of ours on which a reader stops. */
    private static final Pattern OUR_PAGE = Pattern.compile("https?://\\S+/u/[a-z0-9]{38}\\b");

    private SmsLint() {}

    /** What is wrong with a rendered text; nothing where carriers take it. */
    public static List<Finding> of(String text, String language) {
        List<Finding> findings = new ArrayList<>();
        boolean chinese = language.startsWith("zh");
        if (chinese && !SIGNED.matcher(text.strip()).matches()) {
            findings.add(Finding.NO_SIGNATURE);
        } else if (chinese && text.chars().filter(c -> c == '【' || c == '】').count() > 2) {
            findings.add(Finding.MORE_BRACKETS);
        }
        if (!(chinese ? OPT_OUT_ZH : OPT_OUT).matcher(text).find()
                && !OUR_PAGE.matcher(text).find()) {
            findings.add(Finding.NO_OPT_OUT);
        }
        return findings;
    }
}
