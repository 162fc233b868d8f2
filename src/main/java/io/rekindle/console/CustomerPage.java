package io.rekindle.console;

import io.rekindle.Installation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Explainer;
import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.decision.Flip;
import io.rekindle.engine.decision.FlipWords;
import io.rekindle.engine.fact.FactSheet;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Strip;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.postgres.ContactPoints;
import io.rekindle.postgres.Place;
import io.rekindle.postgres.PostgresCustomers;
import io.rekindle.postgres.PostgresTimeline;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a customer's page together. */
final class CustomerPage {

    private static final int ITEMS = 100;
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Installation installation;
    private final Evaluator evaluator;
    private final Words words;

    CustomerPage(Installation installation, Evaluator evaluator, Words words) {
        this.installation = installation;
        this.evaluator = evaluator;
        this.words = words;
    }

    /** All that the page shows. */
    public record View(
            String id,
            String zone,
            FactSheet sheet,
            List<ContactPoints.Masked> contactPoints,
            StripView strip,
            List<TimelineLine> timeline,
            List<Why> whys) {}

    /**
     * Why a campaign, or why not.
     *
     * @param headline the answer in one sentence
     * @param flips what would let the customer enter, each possibility a sentence
     * @param gates of the step that is next, or of the first
     * @param messageFlips what would let its message leave, where something stands against it
     */
    public record Why(
            Explanation explanation,
            String campaign,
            String headline,
            List<String> flips,
            String step,
            List<Gate> gates,
            List<String> messageFlips,
            String next) {}

    View of(PostgresCustomers.Known known, long at, long now) {
        FactSheet sheet = FactSheet.of(
                evaluator.facts(known.profile(), known.history(), now),
                evaluator.release().book().rfm());
        var id = known.profile().id();
        List<PostgresTimeline.Item> items = new PostgresTimeline(installation.dataSource()).of(id, Place.START, ITEMS);
        Strip strip = Strip.of(known.history(), now - A_YEAR.toMillis(), now);
        return new View(
                id.value(),
                known.profile().zone().getId(),
                sheet,
                new ContactPoints(installation.dataSource()).of(id),
                StripView.of(
                        strip, known.history(), words, installation.policy().zone()),
                TimelineLine.of(items, words),
                whys(known, at));
    }

    private List<Why> whys(PostgresCustomers.Known known, long at) {
        Explainer explainer = new Explainer(evaluator);
        return evaluator.release().book().campaigns().stream()
                .map(campaign -> why(explainer.explain(known.profile(), known.history(), campaign, at), campaign))
                .toList();
    }

    private Why why(Explanation explanation, Campaign campaign) {
        Explanation.StepSeen step = explanation.steps().stream()
                .filter(one -> one.decided().isEmpty())
                .findFirst()
                .or(() -> explanation.steps().stream().findFirst())
                .orElse(null);
        String currency = installation.policy().currency();
        ZoneId zone = installation.policy().zone();
        return new Why(
                explanation,
                words.label(campaign.label()),
                headline(explanation),
                flips(explanation.flip(), FlipWords.ofEntering(words.language(), currency, zone)),
                step == null ? "" : words.step(step.text()),
                Stream.ofNullable(step)
                        .flatMap(one -> one.trace().gates().stream())
                        .toList(),
                flips(step == null ? null : step.flip(), FlipWords.ofMessage(words.language(), currency, zone)),
                explanation.next() == History.NEVER ? "" : words.minute(explanation.next()));
    }

    private static List<String> flips(@Nullable Flip flip, FlipWords words) {
        return flip == null ? List.of() : words.of(flip);
    }

    private String headline(Explanation explanation) {
        if (explanation.enters()) {
            return words.say("why.enters");
        }
        String reason = explanation.reason() == null ? "" : explanation.reason().key();
        String detail = explanation.lines().stream()
                .filter(line -> line.text().equals(explanation.detail()))
                .findFirst()
                .map(words::line)
                .orElseGet(() -> words.told(explanation.detail()));
        return words.say("why." + reason, detail);
    }
}
