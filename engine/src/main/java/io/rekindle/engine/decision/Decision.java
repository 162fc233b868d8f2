package io.rekindle.engine.decision;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.policy.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign, or one step of it, resolved to for one customer at one instant.
 *
 * @param entry the entry it belongs to; for a refused entry, the one that would have been made
 * @param step empty for the decision to enter
 * @param occasion the entry's, which its id is derived from, epoch milliseconds
 * @param at epoch milliseconds
 * @param release the version of the rule book that decided
 * @param reason why not, or null for {@link Outcome#ENTERED} and {@link Outcome#SEND}
 * @param detail the reason in words, without personal data; empty without one
 * @param intent the message, for {@link Outcome#SEND} only
 * @param flip what would turn it, for {@link Outcome#REFUSED} only, and not where a draw or a limit of all refused it
 */
public record Decision(
        CustomerId customer,
        String campaign,
        String entry,
        String step,
        long occasion,
        long at,
        String release,
        Outcome outcome,
        @Nullable Reason reason,
        String detail,
        @Nullable Intent intent,
        Trace trace,
        @Nullable Flip flip) {

    Decision(
            CustomerId customer,
            String campaign,
            String entry,
            String step,
            long occasion,
            long at,
            String release,
            Outcome outcome,
            @Nullable Reason reason,
            String detail,
            @Nullable Intent intent,
            Trace trace) {
        this(customer, campaign, entry, step, occasion, at, release, outcome, reason, detail, intent, trace, null);
    }

    /** The same decision with what would turn it. */
    Decision with(Flip turning) {
        return new Decision(
                customer, campaign, entry, step, occasion, at, release, outcome, reason, detail, intent, trace,
                turning);
    }

    /** Derived from entry and step: deciding the same thing again gives the same id. */
    public String id() {
        return uuid("decision\n" + entry + "\n" + step);
    }

    /** The id of the message of a step of an entry. */
    static String touchpointId(String entry, String step) {
        return uuid("touchpoint\n" + entry + "\n" + step);
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The same decision refused after all: its coupon or its budget could not be had. */
    public Decision refused(Reason why, String inWords) {
        return new Decision(
                customer, campaign, entry, step, occasion, at, release, Outcome.REFUSED, why, inWords, null, trace);
    }

    /**
     * What the decision of a step changes in the customer's history, once its coupon is issued.
     *
     * @param code the code of the coupon issued for it, or null
     */
    public List<Event> events(@Nullable String code) {
        List<Event> events = new ArrayList<>();
        if (step.isEmpty()) {
            return events;
        }
        var properties = new TreeMap<String, Object>();
        properties.put("campaign", campaign);
        properties.put("entry", entry);
        properties.put("step", step);
        properties.put("outcome", outcome.key());
        properties.put("send_at", String.valueOf(intent == null ? at : intent.sendAt()));
        if (reason != null) {
            properties.put("reason", reason.key());
        }
        if (intent != null) {
            properties.put("touchpoint", intent.touchpoint());
            properties.put("channel", intent.channel().value());
            if (code != null) {
                events.add(issued(intent, code));
            }
        }
        events.add(new Event(
                "step/" + entry + "/" + step, customer, "Step Decided", Instant.ofEpochMilli(at), properties));
        return events;
    }

    private Event issued(Intent sent, String code) {
        var properties = new TreeMap<String, Object>();
        properties.put("code", code);
        properties.put("coupon", Objects.requireNonNull(sent.coupon()));
        properties.put("entry", entry);
        properties.put("step", step);
        properties.put("expires_at", String.valueOf(sent.couponExpiresAt()));
        return new Event("coupon/" + code, customer, "Coupon Issued", Instant.ofEpochMilli(at), properties);
    }

    /** The decision as canonical JSON: deciding the same again gives the same bytes. */
    public byte[] toBytes() {
        return DecisionJson.write(this);
    }
}
