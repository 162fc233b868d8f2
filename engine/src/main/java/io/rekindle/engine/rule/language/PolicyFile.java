package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import io.rekindle.engine.rule.source.YamlFile;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads policy.yaml; what it leaves out does not apply. */
final class PolicyFile {

    static final String PATH = "policy.yaml";

    private static final String[] SETTINGS = {
        "timezone",
        "currency",
        "quiet hours",
        "when quiet",
        "frequency cap",
        "when capped",
        "priority",
        "no-send days",
        "consent",
        "never contact",
        "budget",
        "cost",
        "fair price",
        "approval",
        "rollout",
        "roll back if"
    };
    private static final Pattern ZONE = Pattern.compile("(customer, ?else )?([A-Za-z][\\w/+-]*)");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final Problems problems;
    private final Section file;
    private final Map<String, String> files;

    /** The policy in a book's files. */
    PolicyFile(Map<String, String> files, Problems problems) {
        this.files = files;
        this.problems = problems;
        String source = files.get(PATH);
        Yaml root =
                source == null ? null : YamlFile.read(PATH, source, problems).orElse(null);
        this.file = Section.of("a policy", root, problems);
    }

    /** The currency of every amount in the book. */
    String currency() {
        Phrase text = file.text("currency");
        if (text == null || CURRENCY.matcher(text.text()).matches()) {
            return text == null ? "CNY" : text.text();
        }
        problems.error(text, "bad-currency", "\"" + text + "\" should be a currency's three letters, like CNY.");
        return "CNY";
    }

    /** The channels that messages can take: our own, and those the policy names. */
    Set<ChannelName> channels() {
        return PerChannel.named(file.section("cost", "a cost"), file.section("frequency cap", "a frequency cap"));
    }

    /**
     * The policy.
     *
     * @param raw raw rules that forbid any message
     */
    Policy read(Lines lines, Names names, Set<String> campaigns, List<Line> raw) {
        file.knows(SETTINGS);
        List<Line> never = new ArrayList<>();
        file.texts("never contact").forEach(text -> lines.line(text, names).ifPresent(never::add));
        raw.forEach(line -> never.add(lines.writtenOut(line)));
        oneOf("when capped", "highest priority first");
        Section budget = file.section("budget", "a budget").knows("month", "warn at", "stop at");
        PerChannel channels = new PerChannel(problems);
        Phrase zone = file.text("timezone");
        Phrase quiet = file.text("quiet hours");
        Phrase month = budget.text("month");
        return new Policy(
                zone(zone),
                zone == null || zone.text().startsWith("customer"),
                names.currency(),
                quiet == null ? null : Times.quietHours(quiet, problems),
                oneOf("when quiet", "hold until morning", "skip") == 0,
                channels.caps(file.section("frequency cap", "a frequency cap")),
                priority(campaigns),
                CalendarFile.days(file, files, problems),
                channels.texts(file.section("consent", "a consent")),
                never,
                month == null ? null : Amounts.money(month, names.currency(), problems),
                percent(budget.text("warn at")),
                percent(budget.text("stop at")),
                channels.costs(file.section("cost", "a cost"), names.currency()));
    }

    private ZoneId zone(@Nullable Phrase text) {
        Matcher matcher = ZONE.matcher(text == null ? "UTC" : text.text());
        if (matcher.matches() && ZoneId.getAvailableZoneIds().contains(matcher.group(2))) {
            return ZoneId.of(matcher.group(2));
        }
        if (text != null) {
            String name = matcher.matches() ? matcher.group(2) : text.text();
            String message = "There is no time zone \"" + name + "\".";
            problems.error(text, "unknown-zone", message, Nearest.of(name, ZoneId.getAvailableZoneIds()));
        }
        return ZoneId.of("UTC");
    }

    /** Which of the given values a setting has; the first where it is absent or none of them. */
    private int oneOf(String name, String... values) {
        Phrase text = file.text(name);
        int index = text == null ? 0 : List.of(values).indexOf(text.text());
        if (index < 0 && text != null) {
            String message = "\"" + text.original() + "\" is not one of: " + String.join(", ", values) + ".";
            problems.error(text, "unknown-value", message, Nearest.of(text.text(), List.of(values)));
        }
        return Math.max(index, 0);
    }

    private List<String> priority(Set<String> campaigns) {
        List<String> priority = new ArrayList<>();
        for (Phrase name : file.texts("priority")) {
            if (!campaigns.contains(name.text())) {
                String message = "There is no campaign \"" + name + "\".";
                problems.error(name, "unknown-campaign", message, Nearest.of(name.text(), campaigns));
            } else if (priority.contains(name.text())) {
                problems.error(name, "duplicate-campaign", "\"" + name + "\" has its place here already.");
            } else {
                priority.add(name.text());
            }
        }
        return priority;
    }

    private int percent(@Nullable Phrase text) {
        Long percent = text == null ? null : Amounts.percent(text, problems);
        return percent == null ? 100 : percent.intValue();
    }
}
