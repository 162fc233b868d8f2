package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.source.Language;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Writes values in a language, each in the one spelling that {@code fmt} keeps. */
final class Spelling {

    private static final Map<ChronoUnit, String> UNITS_ZH =
            Map.of(ChronoUnit.MINUTES, "分钟", ChronoUnit.HOURS, "小时", ChronoUnit.DAYS, "天", ChronoUnit.WEEKS, "周");
    private static final Map<String, String> CHANNELS_ZH = ChannelName.IN_CHINESE;
    private static final Map<String, String> CHOICES_ZH = Map.of("yes", "是", "no", "否", "all", "全部");

    private Spelling() {}

    /** How one type of value is written. */
    interface Printer {
        String print(Object value, Language language, Names names);
    }

    static Printer asItIs() {
        return (value, language, names) -> String.valueOf(value);
    }

    /** Minor units: 9900 is "99 CNY", 9950 is "99.50 CNY". */
    static String money(Object value, Language language, Names names) {
        BigDecimal amount = BigDecimal.valueOf(((Number) value).longValue(), 2);
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return (whole ? amount.setScale(0) : amount).toPlainString() + " " + currency(language, names);
    }

    /** Millionths: 80000 is "0.08 CNY". */
    static String cost(Object value, Language language, Names names) {
        BigDecimal amount = BigDecimal.valueOf(((Number) value).longValue(), 6).stripTrailingZeros();
        return (amount.scale() < 0 ? amount.setScale(0) : amount).toPlainString() + " " + currency(language, names);
    }

    private static String currency(Language language, Names names) {
        return language == Language.ZH && names.currency().equals("CNY") ? "元" : names.currency();
    }

    /** Hundredths: 150 is "1.5". */
    static String decimal(Object value, Language language, Names names) {
        BigDecimal number = BigDecimal.valueOf(((Number) value).longValue(), 2).stripTrailingZeros();
        return (number.scale() < 0 ? number.setScale(0) : number).toPlainString();
    }

    static String percent(Object value, Language language, Names names) {
        return value + "%";
    }

    /** Hundredths of a percent: 1050 is "10.5%". */
    static String share(Object value, Language language, Names names) {
        BigDecimal percent = BigDecimal.valueOf(((Number) value).longValue(), 2).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + "%";
    }

    static String duration(Object value, Language language, Names names) {
        Span span = (Span) value;
        return language == Language.ZH ? span.amount() + " " + UNITS_ZH.get(span.unit()) : span.toString();
    }

    static String time(Object value, Language language, Names names) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format((java.time.LocalTime) value);
    }

    static String date(Object value, Language language, Names names) {
        LocalDate date = (LocalDate) value;
        return language == Language.ZH
                ? date.getYear() + "年" + date.getMonthValue() + "月" + date.getDayOfMonth() + "日"
                : date.toString();
    }

    static String weekday(Object value, Language language, Names names) {
        return weekday((DayOfWeek) value, language);
    }

    static String weekday(DayOfWeek day, Language language) {
        return language == Language.ZH
                ? day.getDisplayName(TextStyle.SHORT, Locale.CHINA)
                : day.name().toLowerCase(Locale.ROOT);
    }

    static String state(Object value, Language language, Names names) {
        return LifecycleState.of((String) value)
                .map(state -> names.states().in(language, state))
                .orElseGet(() -> (String) value);
    }

    static String channel(Object value, Language language, Names names) {
        String key = ((ChannelName) value).value();
        return language == Language.ZH ? CHANNELS_ZH.getOrDefault(key, key) : key;
    }

    /** The key of a channel that may be called by its Chinese name. */
    static String channelKey(String text) {
        return CHANNELS_ZH.entrySet().stream()
                .filter(name -> name.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(text);
    }

    static String choice(Object value, Language language, Names names) {
        String key = (String) value;
        return language == Language.ZH ? CHOICES_ZH.getOrDefault(key, CHANNELS_ZH.getOrDefault(key, key)) : key;
    }

    /** The key of a channel, or of a word such as "yes", in whatever language. */
    static String choiceKey(String text) {
        return CHOICES_ZH.entrySet().stream()
                .filter(name -> name.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> channelKey(text));
    }

    /** What channels are called in a language. */
    static Collection<String> channelNames(Language language, Collection<String> keys) {
        Stream<String> names =
                language == Language.ZH ? keys.stream().map(key -> CHANNELS_ZH.getOrDefault(key, key)) : keys.stream();
        return names.toList();
    }
}
