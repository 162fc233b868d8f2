package io.rekindle.engine.trial;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.source.Phrase;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One test of a rule book: a customer, an instant or some days, and what must come of it.
 *
 * @param where its name in the file
 * @param at when it begins, epoch milliseconds
 * @param end its last instant, epoch milliseconds
 * @param campaign the campaign it is about where it names none, or null
 * @param state the lifecycle state the given facts must make at the beginning, or null
 * @param variant the variant the customer must be of, or null for any
 * @param holdout whether the customer is to be of the campaign's holdout
 * @param reachable the channels in which the customer has an address
 * @param happenings in the order of their times; those up to the beginning are what is given
 */
public record RuleTest(
        String name,
        Phrase where,
        ZoneId zone,
        long at,
        long end,
        @Nullable Campaign campaign,
        @Nullable LifecycleState state,
        @Nullable String variant,
        boolean holdout,
        Set<ChannelName> reachable,
        List<Happening> happenings,
        List<Expectation> expectations) {

    public RuleTest {
        reachable = Set.copyOf(reachable);
        happenings = List.copyOf(happenings);
        expectations = List.copyOf(expectations);
    }
}
