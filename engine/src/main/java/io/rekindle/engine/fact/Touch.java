package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;

/**
 * What is remembered of one message to a customer; every time is in epoch milliseconds, {@link History#NEVER} if not (yet).
 *
 * @param id the touchpoint's id
 * @param at when it leaves or left
 * @param failed when it was dropped before leaving, or refused or bounced after
 */
public record Touch(
        String id,
        String campaign,
        String entry,
        String step,
        ChannelName channel,
        long at,
        long failed,
        long delivered,
        long opened,
        long clicked,
        long replied) {

    /** A touch known only by its id yet: a receipt overtook the decision. */
    static Touch unknown(String id) {
        return new Touch(
                id,
                "",
                "",
                "",
                ChannelName.EMAIL,
                History.NEVER,
                History.NEVER,
                History.NEVER,
                History.NEVER,
                History.NEVER,
                History.NEVER);
    }

    Touch planned(String inCampaign, String inEntry, String atStep, ChannelName by, long sendAt) {
        return new Touch(id, inCampaign, inEntry, atStep, by, sendAt, failed, delivered, opened, clicked, replied);
    }

    Touch failedAt(long instant) {
        return new Touch(
                id, campaign, entry, step, channel, at, Math.min(failed, instant), delivered, opened, clicked, replied);
    }

    Touch deliveredAt(long instant) {
        return new Touch(
                id, campaign, entry, step, channel, at, failed, Math.min(delivered, instant), opened, clicked, replied);
    }

    Touch openedAt(long instant) {
        return new Touch(
                id, campaign, entry, step, channel, at, failed, delivered, Math.min(opened, instant), clicked, replied);
    }

    /** A click shows that the message was opened. */
    Touch clickedAt(long instant) {
        return new Touch(
                id,
                campaign,
                entry,
                step,
                channel,
                at,
                failed,
                delivered,
                Math.min(opened, instant),
                Math.min(clicked, instant),
                replied);
    }

    /** An answer shows that the message was opened. */
    Touch repliedAt(long instant) {
        return new Touch(
                id,
                campaign,
                entry,
                step,
                channel,
                at,
                failed,
                delivered,
                Math.min(opened, instant),
                clicked,
                Math.min(replied, instant));
    }
}
