package io.rekindle.engine.campaign;

import io.rekindle.engine.customer.Bucket;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides whether a customer may enter a campaign once more, and makes the entry. */
public final class Admission {

    private Admission() {}

    /**
     * The first instant (epoch milliseconds) at which the customer may enter: now or earlier if nothing stands in the
     * way, {@link History#NEVER} while an entry runs or where the campaign takes nobody twice.
     */
    public static long openFrom(Campaign campaign, Facts facts) {
        Entry last = facts.lastEntry(campaign.name());
        if (last == null) {
            return Long.MIN_VALUE;
        }
        Span pause = campaign.reEntry();
        if (pause == null) {
            return History.NEVER;
        }
        long from = pause.after(last.enteredAt(), facts.profile().zone());
        return last.openAt(facts.asOf()) && from <= facts.asOf() ? History.NEVER : from;
    }

    /** The entry the customer makes now; a customer of the holdout ends it at once, and is only measured. */
    public static Entry enter(Campaign campaign, Facts facts, long occasion) {
        CustomerId customer = facts.profile().id();
        boolean holdout = inHoldout(campaign, customer);
        return new Entry(
                entryId(customer, campaign.name(), occasion),
                campaign.name(),
                variant(campaign, customer, facts.lastEntry(campaign.name())),
                holdout,
                occasion,
                facts.asOf(),
                holdout ? facts.asOf() : History.NEVER,
                holdout ? "holdout" : "",
                Collections.emptySortedMap());
    }

    /** Whether the campaign keeps the customer out to compare with; by hash, so it holds for every entry. */
    public static boolean inHoldout(Campaign campaign, CustomerId customer) {
        return Bucket.of(customer, campaign.name(), "holdout") < campaign.holdoutBasisPoints();
    }

    /** The customer's bucket of 10,000 in the campaign's holdout division. */
    public static int holdoutBucket(Campaign campaign, CustomerId customer) {
        return Bucket.of(customer, campaign.name(), "holdout");
    }

    /** A customer keeps the variant of an earlier entry while it exists; else it goes by hash. */
    private static String variant(Campaign campaign, CustomerId customer, @Nullable Entry before) {
        if (before != null
                && campaign.variants().stream()
                        .anyMatch(one -> one.name().equals(before.variant()) && one.basisPoints() > 0)) {
            return before.variant();
        }
        int bucket = Bucket.of(customer, campaign.name(), "variant");
        int until = 0;
        for (Campaign.Variant variant : campaign.variants()) {
            until += variant.basisPoints();
            if (bucket < until) {
                return variant.name();
            }
        }
        return "";
    }

    static String entryId(CustomerId customer, String campaign, long occasion) {
        String name = customer + "\n" + campaign + "\n" + occasion;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The entry as an event of the customer. */
    public static Event entered(CustomerId customer, Entry entry) {
        var properties = new TreeMap<String, Object>();
        properties.put("entry", entry.id());
        properties.put("campaign", entry.campaign());
        properties.put("variant", entry.variant());
        properties.put("holdout", entry.holdout());
        properties.put("occasion", String.valueOf(entry.occasion()));
        return new Event(
                "entered/" + entry.id(),
                customer,
                "Campaign Entered",
                Instant.ofEpochMilli(entry.enteredAt()),
                properties);
    }

    /** The end of an entry as an event of the customer. */
    public static Event exited(CustomerId customer, Entry entry, String reason, long at) {
        var properties = new TreeMap<String, Object>();
        properties.put("entry", entry.id());
        properties.put("campaign", entry.campaign());
        properties.put("reason", reason);
        return new Event("exited/" + entry.id(), customer, "Campaign Exited", Instant.ofEpochMilli(at), properties);
    }
}
