package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Campaign.Goal;
import io.rekindle.engine.rule.book.Campaign.Variant;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one file of campaigns/. */
final class CampaignFile {

    /** Not the words with which a rule test begins a time: "enters today". */
    private static final Pattern NAME = Pattern.compile("(?!(?:after|at|now|on|today)$)[a-z0-9][a-z0-9_-]{0,59}");

    private static final int ALL_BASIS_POINTS = 10_000;

    private final Section file;
    private final Surroundings around;
    private final Problems problems;

    private CampaignFile(Section file, Surroundings around, Problems problems) {
        this.file = file;
        this.around = around;
        this.problems = problems;
    }

    /** The settings of a campaign file, or empty where it cannot be read. */
    static Optional<Section> open(String path, String source, Documents documents) {
        return documents.read(path, source).map(root -> Section.of("a campaign", root, documents.problems())
                .knows(
                        "campaign",
                        "name",
                        "trigger",
                        "audience",
                        "exit when",
                        "re-entry",
                        "goal",
                        "holdout",
                        "budget",
                        "variants",
                        "steps"));
    }

    /** The campaign's name, or null, and why among the problems. */
    static @Nullable Phrase name(Section file, Problems problems) {
        Phrase name = file.required("campaign");
        if (name != null && !NAME.matcher(name.text()).matches()) {
            String message =
                    "\"" + name.original() + "\" should be a name of small letters, digits and \"-\", like welcome.";
            problems.error(name, "bad-name", message);
            return null;
        }
        return name;
    }

    /** The campaign; empty, and why among the problems, where something it cannot do without is wrong. */
    static Optional<Campaign> read(Phrase name, Section file, Surroundings around, Problems problems) {
        return new CampaignFile(file, around, problems).campaign(name);
    }

    private Optional<Campaign> campaign(Phrase name) {
        Phrase triggerText = file.required("trigger");
        Trigger trigger = triggerText == null ? null : new TriggerText(around, problems).read(triggerText);
        List<Clause> audience =
                around.lines().clauses(file.items("audience"), around.names().audienceOf(name.text()));
        List<Variant> variants = variants();
        List<Step> steps = new StepsReader(name.text(), variants, around, problems).read(file.items("steps"));
        if (!file.has("steps")) {
            problems.error(name, "missing-key", "\"" + file.called("steps") + "\" is missing here.");
        }
        Set<String> stepNames = new LinkedHashSet<>();
        steps.forEach(step -> stepNames.add(step.name()));
        List<Line> exits = exits(around.names().inside(name.text(), stepNames));
        Phrase holdout = file.text("holdout");
        Integer held = holdout == null ? Integer.valueOf(0) : Amounts.basisPoints(holdout, problems);
        Phrase budgetText = file.text("budget");
        Long budget = budgetText == null
                ? null
                : Amounts.money(budgetText, around.names().currency(), problems);
        Span reEntry = reEntry();
        Goal goal = goal();
        Formulas.refuse(file.text("name"), problems);
        if (trigger == null || held == null) {
            return Optional.empty();
        }
        return Optional.of(new Campaign(
                name.text(),
                Labels.of(file.text("name"), name.text()),
                trigger,
                audience,
                exits,
                reEntry,
                goal,
                held,
                budget,
                variants,
                steps,
                name.file(),
                name.line()));
    }

    private List<Line> exits(Names names) {
        List<Line> exits = new ArrayList<>();
        for (Phrase text : file.texts("exit when")) {
            around.lines().line(text, names).ifPresent(exits::add);
        }
        return exits;
    }

    private Optional<Said> says(String setting) {
        Phrase text = file.text(setting);
        return text == null ? Optional.empty() : around.lines().says(setting, text, around.names());
    }

    private @Nullable Span reEntry() {
        return says("re-entry")
                .filter(said -> said.id().equals("again_after"))
                .map(said -> said.value("delay", Span.class))
                .orElse(null);
    }

    private @Nullable Goal goal() {
        return says("goal")
                .map(said -> new Goal(said.value("event", String.class), said.value("within", Span.class)))
                .orElse(null);
    }

    private List<Variant> variants() {
        Phrase text = file.text("variants");
        List<Variant> variants = new ArrayList<>();
        if (text == null) {
            return variants;
        }
        int sum = 0;
        for (Phrase one : Lines.series(text)) {
            Said said = around.lines().says("variant", one, around.names()).orElse(null);
            if (said == null) {
                return List.of();
            }
            Variant variant = new Variant(said.value("variant", String.class), said.value("share", Integer.class));
            if (variants.stream().anyMatch(other -> other.name().equals(variant.name()))) {
                problems.error(one, "bad-variant", "There is a variant \"" + variant.name() + "\" already.");
            }
            variants.add(variant);
            sum += variant.basisPoints();
        }
        if (sum != ALL_BASIS_POINTS) {
            problems.error(text, "bad-variant", "The shares of the variants make " + sum / 100 + "%, not 100%.");
        }
        return variants;
    }
}
