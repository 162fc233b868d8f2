package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What carriers ask of an SMS, and what one costs at its longest. */
record SmsChecks(RuleBook book, Problems problems) {

    private static final int MICROS_DIGITS = 6;
    private static final Pattern LINK_WITH_VARIABLE =
            Pattern.compile("(?:https?://|www\\.|\\b[a-z0-9-]+\\.(?:com|cn|net|org|io|co|me|ly|cc)/)[^\\s，。；]*\\{\\{");

    void check(SentMessage message, Template template, String path, String source) {
        Phrase whole = Phrase.of(path, 1, 0, "");
        Set<SmsLint.Finding> findings = findings(LongestSms.texts(template, message.offers()), template.language());
        if (template.variables().contains(Renderer.UNSUBSCRIBE_URL)) {
            findings.remove(SmsLint.Finding.NO_OPT_OUT);
        }
        findings.forEach(finding -> problems.warning(whole, finding.code(), finding.message()));
        if (LINK_WITH_VARIABLE.matcher(source).find()) {
            problems.warning(
                    whole, "sms-link", "There is a variable inside a link: carriers approve links that do not change.");
        }
        LongestSms.of(template, message.offers())
                .filter(length -> length.parts() > 1)
                .ifPresent(length -> {
                    String alphabet =
                            length.alphabet() == SmsText.Alphabet.GSM_7 ? "GSM characters" : "characters in UCS-2";
                    String text = "At its longest this SMS has " + length.units() + " " + alphabet
                            + ", and one part holds " + length.alphabet().alone() + ": it is sent and paid as "
                            + length.parts() + " parts" + price(length) + ".";
                    problems.warning(whole, "sms-parts", text);
                });
    }

    /** What is wrong with any of the texts, each once. */
    private static Set<SmsLint.Finding> findings(List<String> texts, String language) {
        Set<SmsLint.Finding> findings = EnumSet.noneOf(SmsLint.Finding.class);
        texts.forEach(text -> findings.addAll(SmsLint.of(text, language)));
        return findings;
    }

    private String price(SmsText length) {
        Long micros = book.policy().costMicros().get(ChannelName.SMS);
        if (micros == null || micros == 0) {
            return "";
        }
        BigDecimal one = BigDecimal.valueOf(micros, MICROS_DIGITS).stripTrailingZeros();
        BigDecimal all = one.multiply(BigDecimal.valueOf(length.parts())).stripTrailingZeros();
        String currency = " " + book.policy().currency();
        return ", " + all.toPlainString() + currency + " instead of " + one.toPlainString() + currency;
    }
}
