package io.rekindle.server;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Templates;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.settings.Ways;
import java.util.Set;
import java.util.TreeSet;

/** Says at the start what messages that leave need, so that none is held back for it. */
final class LinksNeeded {

    private static final String VARIABLE = "unsubscribe_url";

    private LinksNeeded() {}

    /**
     * Checks live channels.
     *
     * @throws IllegalArgumentException where texts lead to a page that the world cannot reach
     */
    static void check(RuleBook book, Set<ChannelName> channels, Ways ways) {
        Set<String> leading = ways.publicUrl() == null ? leading(book, channels) : Set.of();
        if (!leading.isEmpty()) {
            throw new IllegalArgumentException("rekindle.public-url is missing: " + String.join(", ", leading)
                    + " print {{" + VARIABLE + "}}, a page of this server that readers have to reach."
                    + " Set it to where the world reaches this server, such as https://shop.example");
        }
    }

    private static Set<String> leading(RuleBook book, Set<ChannelName> channels) {
        Templates templates = Templates.of(book.templates());
        Set<String> leading = new TreeSet<>();
        book.campaigns().forEach(campaign -> {
            for (Step step : campaign.steps()) {
                if (channels.contains(step.channel())
                        && templates.variables(step.template(), step.channel()).contains(VARIABLE)) {
                    leading.add(step.template() + "." + step.channel());
                }
            }
        });
        return leading;
    }
}
