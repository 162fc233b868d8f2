package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Hook;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.sentence.Names;
import java.util.Map;
import java.util.Set;

/**
 * What the rest of the book offers to a campaign.
 *
 * @param templates names of templates with their channel, as in {@code welcome.email}
 */
record Surroundings(
        Lines lines,
        Names names,
        Map<String, Offer> offers,
        Map<String, Hook> hooks,
        Set<String> templates,
        Set<ChannelName> channels) {}
