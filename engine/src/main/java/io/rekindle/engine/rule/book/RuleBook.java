package io.rekindle.engine.rule.book;

import io.rekindle.engine.fact.RfmCells;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole rule book, read and checked.
 *
 * @param version the first 12 hex digits of the SHA-256 of all its files: equal files, equal version
 * @param templates source by path, such as {@code templates/welcome.email.en.txt}
 * @param files every file of the book by its path below the book's directory, as read
 */
public record RuleBook(
        String version,
        List<LifecycleRow> lifecycle,
        Map<String, Segment> segments,
        Map<String, Offer> offers,
        Policy policy,
        RfmCells rfm,
        List<Campaign> campaigns,
        Map<String, Hook> hooks,
        Map<String, String> templates,
        Map<String, String> files) {

    public RuleBook {
        lifecycle = List.copyOf(lifecycle);
        segments = Map.copyOf(segments);
        offers = Map.copyOf(offers);
        campaigns = List.copyOf(campaigns);
        hooks = Map.copyOf(hooks);
        templates = Map.copyOf(templates);
        files = Map.copyOf(files);
    }

    /** Whether the campaign answers what a customer has just done: its messages do not wait for those of a schedule. */
    public boolean isUrgent(String campaign) {
        return campaign(campaign)
                .filter(found -> found.trigger() instanceof Trigger.OnEvent event
                        && event.delay().toMillis() == 0)
                .isPresent();
    }

    public Optional<Campaign> campaign(String name) {
        return campaigns.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
