package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is wrong with the texts of a book, and what looks wrong: they are part of what an author has to hear. */
public final class MessageChecks {

    /** What is there for every customer. */
    private static final Set<String> ALWAYS_KNOWN = Set.of("lifecycle", "orders", Renderer.UNSUBSCRIBE_URL);

    private static final String COUPON = "coupon.";

    private final RuleBook book;
    private final Templates templates;
    private final Problems problems;

    private MessageChecks(RuleBook book, Templates templates, Problems problems) {
        this.book = book;
        this.templates = templates;
        this.problems = problems;
    }

    /** A reading of a book with what there is to say of its texts; a text that cannot be used keeps the book from being used. */
    public static Reading added(Reading reading) {
        if (reading.book().isEmpty()) {
            return reading;
        }
        RuleBook book = reading.book().get();
        Problems problems = new Problems();
        problems.addAll(reading.problems());
        List<Problem> mistakes = Templates.check(book.templates());
        problems.addAll(mistakes);
        if (mistakes.isEmpty()) {
            new MessageChecks(book, Templates.of(book.templates()), problems).run();
        }
        return new Reading(mistakes.isEmpty() ? Optional.of(book) : Optional.empty(), problems.list(), reading.files());
    }

    private void run() {
        for (SentMessage message : SentMessage.of(book)) {
            for (String language : new TreeSet<>(templates.languages(message.name(), message.channel()))) {
                templates
                        .find(message.name(), message.channel(), language)
                        .ifPresent(template -> check(message, template));
            }
            variablesOfOneLanguage(message);
        }
    }

    private void check(SentMessage message, Template template) {
        String path = message.path(template.language());
        String source = book.templates().getOrDefault(path, "");
        for (String variable : template.variablesWithoutFallback()) {
            boolean ofCoupon = variable.startsWith(COUPON);
            if (ALWAYS_KNOWN.contains(variable) || isGuarded(variable, source)) {
                continue;
            }
            if (!ofCoupon) {
                problems.warning(
                        place(path, source, variable),
                        "no-fallback",
                        "{{" + variable + "}} has no fallback: whoever it is not known of gets no message. Write {{"
                                + variable + "|…}} with what to say then.");
            } else if (!message.couponEverywhere()) {
                problems.warning(
                        place(path, source, variable),
                        "no-coupon-given",
                        "{{" + variable + "}} speaks of a coupon, but " + message.withoutCoupon()
                                + " sends this text where none has been given: it would be held back.");
            }
        }
        if (message.channel().equals(ChannelName.SMS)) {
            new SmsChecks(book, problems).check(message, template, path, source);
        }
    }

    /** Whether it stands behind a question whether it is there. */
    private static boolean isGuarded(String variable, String source) {
        return Pattern.compile("\\{%-?\\s*(?:if|elsif|unless|case)\\s[^%]*\\b" + Pattern.quote(variable) + "\\b")
                .matcher(source)
                .find();
    }

    private void variablesOfOneLanguage(SentMessage message) {
        Set<String> all = templates.variables(message.name(), message.channel());
        Set<String> languages = new TreeSet<>(templates.languages(message.name(), message.channel()));
        for (String language : languages) {
            Set<String> missing = new TreeSet<>(all);
            templates
                    .find(message.name(), message.channel(), language)
                    .ifPresent(template -> missing.removeAll(template.variables()));
            languages.stream()
                    .filter(other -> !other.equals(language))
                    .findFirst()
                    .ifPresent(other -> missing.forEach(variable -> problems.warning(
                            Phrase.of(message.path(language), 0, 0, ""),
                            "variable-in-one-language",
                            "This text does not use {{" + variable + "}}, but " + message.path(other) + " does.")));
        }
    }

    private static Phrase place(String path, String source, String variable) {
        List<String> lines = source.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            int at = lines.get(index).indexOf(variable);
            if (at >= 0) {
                return Phrase.of(path, index + 1, lines.get(index).codePointCount(0, at) + 1, "");
            }
        }
        return Phrase.of(path, 0, 0, "");
    }
}
