package io.rekindle.engine.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells in Chinese what traces, gates and refusals say in English. What was decided is stored in one language, byte for byte, and
 * so is put into the other when it is read. Names of states, campaigns and channels are the caller's to say.
 */
public final class ToldInChinese {

    /** Heads the ways of saying what a line saw that fit much of what others may have written. */
    private static final String SEEN_ONLY = "# seen only";

    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String DAY = "\\d{1,2} (?:" + String.join("|", MONTHS) + ")(?: \\d{4})?";
    private static final String LENGTH = "\\d+ (?:minute|hour|day|week|month)s?";

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("n", "-?\\d+(?:\\.5)?"),
            Map.entry("sum", "-?\\d+\\.\\d{2}"),
            Map.entry("day", DAY),
            Map.entry("minute", DAY + " \\d{2}:\\d{2}"),
            Map.entry("clock", "\\d{2}:\\d{2}"),
            Map.entry("ago", LENGTH + ", on " + DAY),
            Map.entry("length", LENGTH),
            Map.entry("weekday", "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
            Map.entry("state", "[\\w ]+?"),
            Map.entry("campaign", "\\S+"),
            Map.entry("channel", "\\w+"),
            Map.entry("what", ".+?"),
            Map.entry("other", ".*"));

    private static final Map<String, String> UNITS =
            Map.of("minute", "分钟", "hour", "小时", "day", "天", "week", "周", "month", "个月");
    private static final List<Telling> TELLINGS = read();

    private final Map<String, UnaryOperator<String>> names;

    /** One way of saying something: what it is in English, which kinds of values are in it, and the Chinese around them. */
    private record Telling(Pattern english, List<String> holes, String chinese, boolean seenOnly) {}

    /**
     * @param state says a lifecycle state by its key, as {@code churn_risk}
     * @param campaign says a campaign by its name
     * @param channel says a channel by its name
     */
    public ToldInChinese(UnaryOperator<String> state, UnaryOperator<String> campaign, UnaryOperator<String> channel) {
        names = Map.of("state", key -> state.apply(key.replace(' ', '_')), "campaign", campaign, "channel", channel);
    }

    /**
     * A gate's or a refusal's words in Chinese; empty where they are not ours, such as a line of a rule file or what a provider
     * answered.
     */
    public Optional<String> of(String english) {
        return part(english, /* seen= */ false);
    }

    /** What a line saw, in Chinese; empty where nothing fits. */
    public Optional<String> seen(String english) {
        List<Optional<String>> parts = Stream.of(english.split("; ", -1))
                .map(part -> part(part, /* seen= */ true))
                .toList();
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().map(Optional::orElseThrow).collect(Collectors.joining("；")))
                : part(english, /* seen= */ true);
    }

    private Optional<String> part(String english, boolean seen) {
        return TELLINGS.stream()
                .filter(telling -> seen || !telling.seenOnly)
                .map(telling -> told(telling, english))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private @Nullable String told(Telling telling, String english) {
        Matcher matcher = telling.english.matcher(english);
        if (!matcher.matches()) {
            return null;
        }
        return HOLE.matcher(telling.chinese).replaceAll(hole -> {
            int index = telling.holes.indexOf(hole.group(1));
            return Matcher.quoteReplacement(value(kind(hole.group(1)), matcher.group(index + 1)));
        });
    }

    private String value(String kind, String english) {
        return switch (kind) {
            case "day" -> day(english);
            case "minute" -> {
                int clock = english.lastIndexOf(' ');
                yield day(english.substring(0, clock)) + english.substring(clock);
            }
            case "ago" -> {
                String[] both = english.split(", on ", 2);
                yield length(both[0]) + "前（" + day(both[1]) + "）";
            }
            case "length" -> length(english);
            case "weekday" ->
                DayOfWeek.valueOf(english.toUpperCase(Locale.ROOT)).getDisplayName(TextStyle.FULL, Locale.CHINESE);
            default -> names.getOrDefault(kind, UnaryOperator.identity()).apply(english);
        };
    }

    private static String day(String english) {
        String[] parts = english.split(" ", -1);
        String day = (MONTHS.indexOf(parts[1]) + 1) + "月" + parts[0] + "日";
        return parts.length == 2 ? day : parts[2] + "年" + day;
    }

    private static String length(String english) {
        String[] parts = english.split(" ", -1);
        return parts[0] + " "
                + UNITS.get(parts[1].endsWith("s") ? parts[1].substring(0, parts[1].length() - 1) : parts[1]);
    }

    private static List<Telling> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ToldInChinese.class.getResourceAsStream("told.zh.txt")), UTF_8))) {
            List<Telling> tellings = new ArrayList<>();
            boolean seenOnly = false;
            for (String line : lines.lines().filter(one -> !one.isBlank()).toList()) {
                seenOnly |= line.startsWith(SEEN_ONLY);
                if (!line.startsWith("#")) {
                    tellings.add(telling(line, seenOnly));
                }
            }
            return List.copyOf(tellings);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Telling telling(String line, boolean seenOnly) {
        String[] both = line.split(" = ", 2);
        List<String> holes = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher hole = HOLE.matcher(both[0]);
        int end = 0;
        while (hole.find()) {
            pattern.append(literal(both[0].substring(end, hole.start())));
            pattern.append('(')
                    .append(Objects.requireNonNull(KINDS.get(kind(hole.group(1)))))
                    .append(')');
            holes.add(hole.group(1));
            end = hole.end();
        }
        pattern.append(literal(both[0].substring(end)));
        return new Telling(Pattern.compile(pattern.toString(), Pattern.DOTALL), List.copyOf(holes), both[1], seenOnly);
    }

    private static String kind(String hole) {
        return hole.replaceAll("\\d", "");
    }

    private static String literal(String text) {
        return Stream.of(text.split("\\(s\\)", -1)).map(Pattern::quote).collect(Collectors.joining("s?"));
    }
}
