package io.rekindle.engine.rule.book;

import io.rekindle.engine.customer.ChannelName;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be sent, to whom and when: always applied, never repeated in a campaign.
 *
 * @param zone the rule book's zone: for customers whose own is not known, and for days of the shop
 * @param useCustomerZone whether a customer's own zone goes before the book's
 * @param quiet the local hours in which nothing leaves, or null
 * @param holdWhenQuiet whether a message waits for the end of quiet hours (else it is refused)
 * @param caps rolling limits, each for one channel or for all
 * @param priority campaign names, most important first; campaigns not named come after, by name
 * @param noSendDays local dates on which nothing leaves
 * @param consent the topic a customer must have granted, by channel
 * @param neverContact sentences that each forbid any message
 * @param monthBudget minor units a calendar month (in the book's zone), or null
 * @param monthStopPercent sending stops at that share of the month's budget
 * @param costMicros the price of one message (of one part of an SMS) by channel, in millionths of the currency
 */
public record Policy(
        ZoneId zone,
        boolean useCustomerZone,
        String currency,
        @Nullable QuietHours quiet,
        boolean holdWhenQuiet,
        List<Cap> caps,
        List<String> priority,
        Set<LocalDate> noSendDays,
        Map<ChannelName, String> consent,
        List<Line> neverContact,
        @Nullable Long monthBudget,
        int monthWarnPercent,
        int monthStopPercent,
        Map<ChannelName, Long> costMicros) {

    public Policy {
        caps = List.copyOf(caps);
        priority = List.copyOf(priority);
        noSendDays = Set.copyOf(noSendDays);
        consent = Map.copyOf(consent);
        neverContact = List.copyOf(neverContact);
        costMicros = Map.copyOf(costMicros);
    }

    /** From one local time to another, over midnight where the second is the earlier. */
    public record QuietHours(LocalTime from, LocalTime to) {

        public boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    /** At most so many messages in any stretch of that length, in one channel or (null) in all. */
    public record Cap(@Nullable ChannelName channel, int most, Span per) {}
}
