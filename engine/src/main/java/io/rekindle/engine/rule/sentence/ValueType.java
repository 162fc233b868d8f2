package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The types of values in sentences, as the catalogue names them after the colon.
 *
 * <p>Each says which texts are right, in any language ({@code shape}: what {@link Clashes} proves with, in the part of regular
 * expressions that {@link Automaton} knows), what may stand in its place, right or wrong ({@code attempt}, for exact errors),
 * how it is read, how it is written, and an example in English and Chinese.
 */
@SuppressWarnings("ImmutableEnumChecker") // readers and printers are functions without state
public enum ValueType {
    INT("\\d{1,10}", "\\S+?", Values.whole(), Spelling.asItIs(), "3", "3"),
    MONEY(Shapes.MONEY, ".+?", Values.money(), Spelling::money, "99 CNY", "99 元"),
    COST(Shapes.MONEY, ".+?", Values.cost(), Spelling::cost, "0.08 CNY", "0.08 元"),
    PERCENT("\\d{1,3} ?%", "\\S+?(?: ?%)?", Values.percent(), Spelling::percent, "50%", "50%"),
    SHARE("\\d{1,3}(?:\\.\\d{1,2})? ?%", "\\S+?(?: ?%)?", Values.share(), Spelling::share, "10%", "10%"),
    DURATION(Shapes.DURATION, ".+?", Values.duration(), Spelling::duration, "7 days", "7 天"),
    TIME("\\d{1,2}:\\d{2}", "\\S+?", Values::time, Spelling::time, "10:00", "10:00"),
    DATE(Shapes.DATE, "\\S+?", Values::date, Spelling::date, "2026-11-11", "2026年11月11日"),
    WEEKDAY(Shapes.WEEKDAY, "\\S+?", Values::weekday, Spelling::weekday, "monday", "周一"),
    STATE("churn risk|" + StateNames.WORD, ".+?", Values::state, Spelling::state, "dormant", "沉睡"),
    SEGMENT(Shapes.WORD, "\\S+?", Values.name(Noun.SEGMENT), Spelling.asItIs(), "high-value", "high-value"),
    TAG("\\S+(?: \\S+)*", ".+?", Values.plain(), Spelling.asItIs(), "baby", "baby"),
    CAMPAIGN(
            Shapes.NAMES_BUT_MOMENTS,
            "(?!(?:now|today|after|on|at|because)(?: |$)|\\d+ )[^\\s,]+?",
            Values.name(Noun.CAMPAIGN),
            Spelling.asItIs(),
            "welcome",
            "welcome"),
    STEP(Shapes.but("-A-Za-z0-9_.", "nothing"), "\\S+?", Values.name(Noun.STEP), Spelling.asItIs(), "hello", "hello"),
    COUPON(Shapes.NAME, "\\S+?", Values.name(Noun.COUPON), Spelling.asItIs(), "BACK15", "BACK15"),
    TEMPLATE(Shapes.NAME, "\\S+?", Values.plain(), Spelling.asItIs(), "welcome", "welcome"),
    EVENT(Shapes.EVENT, "\\S+?", Values.event(), Spelling.asItIs(), "order_completed", "order_completed"),
    /** An event whose name may have several words, as in {@code Order Completed}. */
    EVENT_NAME(
            Shapes.EVENT + "(?: " + Shapes.EVENT + ")*",
            ".+?",
            Values.event(),
            Spelling.asItIs(),
            "order_completed",
            "order_completed"),
    /** An event of a test, said by its name; the most usual ones have words of their own. */
    TOLD(
            Shapes.but(
                    "-A-Za-z0-9_.:/",
                    "clicks",
                    "loses",
                    "opens",
                    "orders",
                    "registers",
                    "unsubscribes",
                    "uses",
                    "visits"),
            "\\S+?",
            Values.event(),
            Spelling.asItIs(),
            "page_viewed",
            "page_viewed"),
    WEBHOOK(Shapes.NAME, "\\S+?", Values.name(Noun.WEBHOOK), Spelling.asItIs(), "cart_abandoned", "cart_abandoned"),
    TEXT(Shapes.WORD, "\\S+?", Values.plain(), Spelling.asItIs(), "city", "city"),
    CHANNEL("[a-z][a-z0-9_]*|短信|邮件|推送", "\\S+?", Values::channel, Spelling::channel, "push", "推送"),
    /** Yes, no, all, a channel, or a topic of consent. */
    CHOICE(Shapes.WORD, "\\S+?", Values.choice(), Spelling::choice, "yes", "是"),
    NAME(Shapes.NAME, "\\S+?", Values.plain(), Spelling.asItIs(), "A", "A"),
    ZONE("[A-Za-z][A-Za-z0-9_/+-]*", "\\S+?", Values::zone, Spelling.asItIs(), "Asia/Shanghai", "Asia/Shanghai"),
    /** A number with up to two decimal places, in hundredths. */
    DECIMAL("-?" + Shapes.DECIMAL, "\\S+?", FactValues.decimal(), Spelling::decimal, "3.5", "3.5"),
    /** How many times as much, in hundredths. */
    FACTOR(Shapes.DECIMAL, "\\S+?", FactValues.factor(), Spelling::decimal, "1.5", "1.5"),
    /** A whole percentage that may exceed 100. */
    GROWTH("\\d{1,5} ?%", "\\S+?(?: ?%)?", FactValues.growth(), Spelling::percent, "150%", "150%"),
    TRAIT("[A-Za-z][A-Za-z0-9_.-]*", "\\S+?", FactValues::trait, Spelling.asItIs(), "city", "city"),
    /** Texts between commas. */
    LIST(Shapes.WORDS, ".+?", FactValues::list, Spelling.asItIs(), "Paris, New York", "Paris, New York"),
    /** An event that facts count by its name. */
    COUNTED(Shapes.EVENT, "\\S+?", FactValues::counted, Spelling.asItIs(), "coupon_viewed", "coupon_viewed"),
    /** A property of events that facts keep. */
    PROPERTY(FactNames.PROPERTIES_SHAPE, "\\S+?", FactValues::property, FactNames::property, "category", "品类"),
    /** A value of such a property. */
    VALUE(Shapes.WORDS, ".+?", FactValues::value, Spelling.asItIs(), "running shoes", "running shoes"),
    /** A campaign and its step. */
    MESSAGE(
            "[A-Za-z0-9_-]+/[A-Za-z0-9_-]+",
            "\\S+?",
            Values.name(Noun.MESSAGE),
            Spelling.asItIs(),
            "welcome/hello",
            "welcome/hello"),
    /** A cell of recency and frequency. */
    CELL(FactNames.CELLS_SHAPE, "\\S+?(?: \\S+)*", FactValues::cell, FactNames::cell, "champions", "冠军客户"),
    /** When a step is due: a line of its own. */
    TIMING("[^,]+", "[^,]+?", Values.nested(), Spelling.asItIs(), "at once", "立即"),
    /** One condition, or several joined by "and". */
    CONDITIONS(".+", ".+?", Values.nested(), Spelling.asItIs(), "the coupon is unused", "优惠券未使用"),
    /** What a step does: a line of its own. */
    ACTION(".+", ".+?", Values.nested(), Spelling.asItIs(), "send push welcome", "发送推送 welcome"),
    /** A time that a test speaks of: a line of its own. */
    MOMENT(".+", "(?!because ).+?", Values.nested(), Spelling.asItIs(), "after 2 days", "2 天后"),
    /** Why something does not happen in a test: a line of its own. */
    REASON(".+", ".+?", Values.nested(), Spelling.asItIs(), "frequency cap", "频次上限"),
    /** A line of the book that a test quotes. */
    QUOTED("[^\"“”]+", ".+?", Values.nested(), Spelling.asItIs(), "has never ordered", "从未下单");

    private final String shape;
    private final Pattern right;
    private final String attempt;
    private final Values.Reader reader;
    private final Spelling.Printer printer;
    private final String english;
    private final String chinese;

    ValueType(
            String shape,
            String attempt,
            Values.Reader reader,
            Spelling.Printer printer,
            String english,
            String chinese) {
        this.shape = shape;
        this.right = Pattern.compile(shape, Sentence.FLAGS);
        this.attempt = attempt;
        this.reader = reader;
        this.printer = printer;
        this.english = english;
        this.chinese = chinese;
    }

    /** Shapes that several types share, or too long for their line. */
    private static final class Shapes {
        static final String MONEY = "\\d{1,10}(?:\\.\\d{1,6})? ?(?:[A-Z]{3}|元)";
        static final String DURATION = "\\d{1,6} ?(?:minutes?|hours?|days?|weeks?|分钟|小时|天|周)";
        static final String DATE = "\\d{4}(?:-\\d{1,2}-\\d{1,2}|年\\d{1,2}月\\d{1,2}日)";
        static final String WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:周|星期)[一二三四五六日天]";
        static final String DECIMAL = "\\d{1,10}(?:\\.\\d{1,2})?";
        static final String WORDS = "\\S+(?: \\S+)*";
        /** A name of the book's own. */
        static final String NAME = "[A-Za-z0-9_.-]+";
        /** A word in any script. */
        static final String WORD = "\\S+";

        static final String EVENT = "[A-Za-z0-9_.:/-]+";

        /** So that "enters now" and "enters at 10:00" can be read in one way only. */
        static final String NAMES_BUT_MOMENTS = but("-A-Za-z0-9_.", "after", "at", "now", "on", "today");

        /** One or more of the signs, but none of these words, which are of small letters and none the beginning of another. */
        static String but(String signs, String... words) {
            return from("", signs, List.of(words));
        }

        /** What begins so and is none of the words, which begin so too. */
        private static String from(String head, String signs, List<String> words) {
            String any = "[" + signs + "]*";
            if (words.contains(head)) {
                return head + "[" + signs + "]" + any;
            }
            Map<String, List<String>> longer = words.stream()
                    .collect(Collectors.groupingBy(
                            word -> word.substring(0, head.length() + 1), TreeMap::new, Collectors.toList()));
            String next = longer.keySet().stream()
                    .map(one -> one.substring(head.length()))
                    .collect(Collectors.joining());
            String other = "[" + signs + "&&[^" + next + "]]" + any;
            return (head.isEmpty() ? other : head + "(?:" + other + ")?")
                    + longer.entrySet().stream()
                            .map(one -> "|" + from(one.getKey(), signs, one.getValue()))
                            .collect(Collectors.joining());
        }
    }

    static Optional<ValueType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.key().equals(name)).findFirst();
    }

    /** The name in the catalogue. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which texts are right, whatever names the book has. */
    String shape() {
        return shape;
    }

    /** Which texts can stand in the place of such a value, right or wrong. */
    String attempt() {
        return attempt;
    }

    /** The place of the sentences that stand in such a value; null where it is no line of its own. */
    public @Nullable String nestedPlace() {
        return switch (this) {
            case TIMING -> "time";
            case ACTION -> "action";
            case MOMENT -> "moment";
            case REASON -> "reason";
            default -> null;
        };
    }

    /** Whether such a value is a line, or several, of its own. */
    public boolean isNested() {
        return this == CONDITIONS || this == QUOTED || nestedPlace() != null;
    }

    boolean isNumber() {
        return switch (this) {
            case INT, MONEY, PERCENT, DECIMAL, FACTOR, GROWTH, TIME, DATE, WEEKDAY -> true;
            default -> false;
        };
    }

    /** All values there are, as a language writes them; empty where there is no end of them or a book names them. */
    public List<String> choices(Language language) {
        return switch (this) {
            case WEEKDAY ->
                Arrays.stream(DayOfWeek.values())
                        .map(day -> Spelling.weekday(day, language))
                        .toList();
            case CHANNEL -> List.copyOf(Spelling.channelNames(language, List.of("email", "sms", "push")));
            case STATE ->
                language == Language.EN
                        ? Arrays.stream(LifecycleState.values())
                                .map(LifecycleState::key)
                                .toList()
                        : List.of();
            default -> List.of();
        };
    }

    /** A value as an author of that language would write it. */
    public String example(Language language) {
        return language == Language.ZH ? chinese : english;
    }

    /** The value: a Long for numbers of conditions; null, and why among the problems, where the text is none. */
    public @Nullable Object read(Phrase text, Names names, Problems problems) {
        Object value = reader.read(text, names, problems);
        if (value != null && !isNested() && !right.matcher(text.text()).matches()) {
            String message = "\"" + text.original() + "\" cannot stand here: try \""
                    + example(Language.of(text.original())) + "\".";
            problems.error(text, "not-" + key().replace('_', '-'), message);
            return null;
        }
        return value;
    }

    /** The value in the one spelling that {@code fmt} keeps in that language. */
    public String print(Object value, Language language, Names names) {
        return printer.print(value, language, names);
    }
}
