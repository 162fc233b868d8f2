package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.Policy.QuietHours;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final Problems problems;
    private final Section file;
    private final Map<String, String> files;

    /** The policy in a book's files. */
    PolicyFile(Map<String, String> files, Documents documents) {
        this.files = files;
        this.problems = documents.problems();
        String source = files.get(PATH);
        Yaml root = source == null ? null : documents.read(PATH, source).orElse(null);
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

    Policy read(Lines lines, Names names, Set<String> campaigns) {
        file.knows(SETTINGS);
        List<Line> never = new ArrayList<>();
        file.texts("never contact").forEach(text -> lines.line(text, names).ifPresent(never::add));
        Section budget = file.section("budget", "a budget").knows("month", "warn at", "stop at");
        PerChannel channels = new PerChannel(lines, names, problems);
        Said zone = says("timezone", lines, names);
        Said quiet = says("quiet hours", lines, names);
        Said whenQuiet = says("when quiet", lines, names);
        says("when capped", lines, names);
        says("fair price", lines, names);
        notYetActedOn(lines, names);
        Phrase month = budget.text("month");
        return new Policy(
                zone == null ? ZoneId.of("UTC") : zone.value("zone", ZoneId.class),
                zone == null || zone.id().equals("customers_zone"),
                names.currency(),
                quiet == null ? null : quietHours(quiet),
                whenQuiet == null || !whenQuiet.id().equals("skip"),
                channels.caps(file.section("frequency cap", "a frequency cap")),
                priority(campaigns),
                CalendarFile.days(file, files, problems),
                channels.consents(file.section("consent", "a consent")),
                never,
                month == null ? null : Amounts.money(month, names.currency(), problems),
                percent(budget.text("warn at")),
                percent(budget.text("stop at")),
                channels.costs(file.section("cost", "a cost"), names.currency()));
    }

    private @Nullable Said says(String setting, Lines lines, Names names) {
        Phrase text = file.text(setting);
        return text == null ? null : lines.says(setting, text, names).orElse(null);
    }

    private QuietHours quietHours(Said said) {
        LocalTime from = said.value("from", LocalTime.class);
        LocalTime to = said.value("to", LocalTime.class);
        if (from.equals(to)) {
            String message = "Quiet hours that end when they begin last all day, or not at all.";
            problems.error(said.text("from"), "not-a-time", message);
        }
        return new QuietHours(from, to);
    }

    /** Approval, rollout and roll-back are read, so that a mistake in them is found where it is made. */
    private void notYetActedOn(Lines lines, Names names) {
        Section approval = file.section("approval", "an approval");
        approval.text("from");
        approval.texts("also above").forEach(limit -> lines.says("approval limit", limit, names));
        Phrase rollout = file.text("rollout");
        if (rollout != null) {
            Lines.series(rollout).forEach(stage -> lines.says("rollout stage", stage, names));
        }
        file.texts("roll back if").forEach(limit -> lines.says("roll-back limit", limit, names));
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
