package io.rekindle.engine.trial;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.decision.LineSeen;
import io.rekindle.engine.decision.Trace;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.sweep.Decided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened in a run, line by line, for the author of a test that failed. */
final class Story {

    private final Run run;
    private final List<String> lines = new ArrayList<>();

    private Story(Run run) {
        this.run = run;
    }

    static List<String> of(Run run) {
        Story story = new Story(run);
        story.tell();
        return story.lines;
    }

    private void tell() {
        Set<Campaign> about = new LinkedHashSet<>();
        run.test().expectations().stream()
                .map(Expectation::about)
                .flatMap(Optional::stream)
                .forEach(about::add);
        about.forEach(campaign -> run.strike(campaign, When.EVER).ifPresent(strike -> audience(campaign, strike)));
        run.events().stream()
                .filter(event ->
                        !event.key().equals("step_decided") && !event.key().equals("coupon_issued"))
                .forEach(event -> lines.add(run.time(event.occurredAt().toEpochMilli()) + "  "
                        + switch (event.key()) {
                            case "lifecycle_changed" -> "is " + event.text("to");
                            case "campaign_entered" ->
                                "enters " + event.text("campaign") + variant(event.text("variant"))
                                        + ("true".equals(event.text("holdout")) ? ", holdout" : "");
                            default -> "exits " + event.text("campaign") + ": " + event.text("reason");
                        }));
        run.decided().stream()
                .map(Decided::settled)
                .filter(one -> !one.step().isEmpty())
                .forEach(this::step);
        run.dropped()
                .forEach(one -> lines.add(run.time(one.at()) + "  " + one.step() + " of " + one.campaign()
                        + " stopped when it was to leave: " + one.why()));
        run.left()
                .forEach(one -> lines.add(run.time(one.at()) + "  gets " + one.step() + " of " + one.campaign() + " by "
                        + one.channel()));
    }

    private static String variant(@Nullable String name) {
        return name == null || name.isEmpty() ? "" : ", variant " + name;
    }

    private void audience(Campaign campaign, long strike) {
        Explanation why = run.explain(campaign, strike);
        lines.add(run.time(strike) + "  audience of " + campaign.name() + ", lifecycle " + why.lifecycle());
        trace(new Trace(why.lines(), List.of()));
    }

    private void step(Decision decision) {
        lines.add(run.time(decision.at()) + "  " + decision.campaign() + " " + decision.step() + ": "
                + decision.outcome().key()
                + (decision.reason() == null ? "" : ", " + decision.reason().key() + ": " + decision.detail()));
        trace(decision.trace());
    }

    private void trace(Trace trace) {
        for (LineSeen line : trace.lines()) {
            String any = line.group() > 0 ? "any of: " : "";
            lines.add("    " + mark(line.holds()) + line.file() + ":" + line.line() + "  " + any + line.text() + "  → "
                    + line.seen());
        }
        trace.gates().forEach(gate -> lines.add("    " + mark(gate.passes()) + gate.name() + ": " + gate.detail()));
    }

    private static String mark(boolean holds) {
        return holds ? "✓ " : "✕ ";
    }
}
