package io.rekindle.console;

import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.ToldInChinese;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.source.Language;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Says numbers, times and names in the reader's language, in the rule book's zone. */
public final class Words {

    /** Gates whose names go on after these words. */
    private static final List<String> GATES_THAT_GO_ON = List.of("frequency cap", "coupon", "audience");

    private final MessageSource messages;
    private final RuleTexts texts;
    private final Locale locale;
    private final RuleBook book;
    private final ZoneId zone;

    Words(MessageSource messages, RuleTexts texts, Locale locale, RuleBook book) {
        this.messages = messages;
        this.texts = texts;
        this.locale = locale;
        this.book = book;
        this.zone = book.policy().zone();
    }

    public boolean isChinese() {
        return locale.getLanguage().equals("zh");
    }

    public String language() {
        return isChinese() ? "zh" : "en";
    }

    public String say(String key, Object... arguments) {
        String text = messages.getMessage(key, arguments, key, locale);
        return text == null ? key : text;
    }

    private String sayOr(String key, String otherwise) {
        String text = messages.getMessage(key, null, otherwise, locale);
        return text == null ? otherwise : text;
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    /** A share from 0 to 1, as percent with one decimal. */
    public String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f%%", share * 100);
    }

    /** A difference of shares in percentage points, with its sign. */
    public String points(double difference) {
        return String.format(Locale.ENGLISH, "%+.1f", difference * 100).replace('-', '−');
    }

    public String money(long minor) {
        String sign =
                book.policy().currency().equals("CNY") ? "¥" : book.policy().currency() + " ";
        return sign + NumberFormat.getIntegerInstance(Locale.ENGLISH).format(minor / 100);
    }

    public String month(YearMonth month) {
        return month.format(DateTimeFormatter.ofPattern(isChinese() ? "yyyy年M月" : "MMM yyyy", locale));
    }

    public String day(long instant) {
        return instant == History.NEVER ? "–" : at(instant, isChinese() ? "yyyy年M月d日" : "d MMM yyyy");
    }

    public String minute(long instant) {
        return instant == History.NEVER ? "–" : at(instant, isChinese() ? "yyyy年M月d日 HH:mm" : "d MMM yyyy HH:mm");
    }

    public String minute(Instant instant) {
        return minute(instant.toEpochMilli());
    }

    private String at(long instant, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale)
                .format(Instant.ofEpochMilli(instant).atZone(zone));
    }

    /** The local time as a date-time field takes it, to the second. */
    public String local(Instant instant) {
        return instant.atZone(zone)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Whether a line stands against it: one of a group does only where no line of the group holds. */
    public boolean isAgainst(LineSeen line, List<LineSeen> all) {
        return !line.holds()
                && (line.group() == 0
                        || all.stream().noneMatch(other -> other.group() == line.group() && other.holds()));
    }

    /** A line of the rules, in the language of the page. */
    public String line(LineSeen line) {
        return texts.in(rules(), book, line.file(), line.line(), line.text());
    }

    /** A step of a campaign, in the language of the page. */
    String step(String text) {
        return texts.in(rules(), book, text);
    }

    /** What was decided and why, in the language of the page; what a provider answered stays as it is. */
    public String told(@Nullable String text) {
        if (text == null || text.isEmpty() || !isChinese()) {
            return text == null ? "" : text;
        }
        return inChinese().of(text).orElseGet(() -> step(text));
    }

    /** What a line saw, in the language of the page. */
    public String seen(LineSeen line) {
        return isChinese() ? inChinese().seen(line.seen()).orElse(line.seen()) : line.seen();
    }

    private ToldInChinese inChinese() {
        return new ToldInChinese(this::state, this::campaign, this::channel);
    }

    private Language rules() {
        return isChinese() ? Language.ZH : Language.EN;
    }

    public String label(Label label) {
        return label.in(locale.getLanguage());
    }

    /** The name of a campaign, also of one the book does not have any more. */
    public String campaign(String name) {
        return book.campaign(name).map(one -> label(one.label())).orElse(name);
    }

    public String state(String key) {
        return book.lifecycle().stream()
                .filter(row -> row.state().key().equals(key))
                .map(LifecycleRow::label)
                .findFirst()
                .map(this::label)
                .orElse(key);
    }

    public String channel(String name) {
        return sayOr("channel." + name, name);
    }

    /** A reason, outcome or state by its key. */
    public String reason(@Nullable String key) {
        return key == null ? "" : sayOr("reason." + key, key);
    }

    public String gate(String name) {
        for (String one : GATES_THAT_GO_ON) {
            if (name.startsWith(one)) {
                String rest = name.substring(one.length());
                return gateNamed(one) + (rest.startsWith(", ") ? ", " + gateNamed(rest.substring(2)) : rest);
            }
        }
        return gateNamed(name);
    }

    private String gateNamed(String name) {
        return sayOr("gate." + name.replace(' ', '_'), channel(name));
    }
}
