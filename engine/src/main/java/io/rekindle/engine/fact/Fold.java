package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Folds an event into a history. The result depends on the set of events, never on their order; the caller sees to it
 * that an event is folded once (by its message id).
 */
public final class Fold {

    private static final Set<String> VISITS = Set.of(
            "page_viewed",
            EventNames.PRODUCT_VIEWED,
            "screen_viewed",
            "application_opened",
            "session_started",
            History.VISIT);

    /** Traits that say who somebody is: kept beside the facts, not in them. */
    private static final Set<String> PERSONAL = Set.of(
            "name", "first_name", "last_name", "email", "phone", "address", "push", "avatar", "username", "title");

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final int LONGEST_TAG = 100;
    private static final int LONGEST_TRAIT = 200;

    private Fold() {}

    /** Whether an event of that key is a visit. */
    public static boolean isVisit(String key) {
        return VISITS.contains(key);
    }

    /** Whether events of that key are kept with their instants, so that they can set something off. */
    public static boolean counts(String key) {
        return switch (key) {
            case EventNames.TAG_ADDED,
                    EventNames.TAG_REMOVED,
                    EventNames.CONSENT_GRANTED,
                    EventNames.CONSENT_WITHDRAWN,
                    EventNames.UNSUBSCRIBED,
                    EventNames.SUBSCRIBED,
                    EventNames.LIFECYCLE_CHANGED,
                    EventNames.CAMPAIGN_ENTERED,
                    EventNames.CAMPAIGN_EXITED,
                    EventNames.STEP_DECIDED,
                    EventNames.COUPON_ISSUED,
                    EventNames.COUPON_REDEEMED,
                    EventNames.MESSAGE_DELIVERED,
                    EventNames.MESSAGE_FAILED -> false;
            default -> key.equals(EventNames.PRODUCT_VIEWED) || key.equals(History.VISIT) || !isVisit(key);
        };
    }

    /** The name under which facts keep a trait: {@code birthDate} is {@code birth_date}. */
    public static String traitName(String given) {
        return HUMP.matcher(given).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** Whether the trait says who somebody is, and so must not enter facts, decisions or logs. */
    public static boolean isPersonal(String trait) {
        return PERSONAL.contains(trait);
    }

    /** Adds what the event says to the history. */
    public static void apply(History history, Event event) {
        long at = event.occurredAt().toEpochMilli();
        String key = event.key();
        switch (key) {
            case EventNames.REFUND_REQUESTED, EventNames.CASE_OPENED -> {
                open(history, event, at);
                happened(history, event, key, at);
            }
            case EventNames.ORDER_REFUNDED, EventNames.CASE_CLOSED -> {
                close(history, event, at);
                happened(history, event, key, at);
            }
            case EventNames.TAG_ADDED -> switchOn(history, History.TAG, event.text("tag"), at, 1);
            case EventNames.TAG_REMOVED -> switchOn(history, History.TAG, event.text("tag"), at, 0);
            case EventNames.CONSENT_GRANTED -> switchOn(history, History.CONSENT, event.text("topic"), at, 1);
            case EventNames.CONSENT_WITHDRAWN -> switchOn(history, History.CONSENT, event.text("topic"), at, 0);
            case EventNames.UNSUBSCRIBED -> stop(history, event, at, 1);
            case EventNames.SUBSCRIBED -> stop(history, event, at, 0);
            case EventNames.TRAITS_CHANGED -> {
                traits(history, event, at);
                history.of(key).add(at, 0);
            }
            case EventNames.LIFECYCLE_CHANGED -> lifecycle(history, event, at);
            case EventNames.CAMPAIGN_ENTERED, EventNames.CAMPAIGN_EXITED, EventNames.STEP_DECIDED ->
                entry(history, event, key, at);
            case EventNames.COUPON_ISSUED, EventNames.COUPON_REDEEMED -> coupon(history, event, key, at);
            case EventNames.MESSAGE_DELIVERED,
                    EventNames.MESSAGE_OPENED,
                    EventNames.MESSAGE_CLICKED,
                    EventNames.MESSAGE_REPLIED,
                    EventNames.MESSAGE_FAILED,
                    EventNames.MESSAGE_BOUNCED,
                    EventNames.MESSAGE_COMPLAINED -> receipt(history, event, key, at);
            case EventNames.ORDER_COMPLETED -> {
                happened(history, event, key, at);
                redeemWith(history, event, at);
            }
            default -> other(history, event, key, at);
        }
    }

    private static void other(History history, Event event, String key, long at) {
        if (VISITS.contains(key)) {
            history.of(History.VISIT).addOncePerSlot(at, History.VISIT_SLOT_MILLIS);
        }
        if (!VISITS.contains(key) || key.equals(EventNames.PRODUCT_VIEWED)) {
            happened(history, event, key, at);
        }
        if (key.equals(EventNames.USER_REGISTERED)) {
            traits(history, event, at);
        }
    }

    /** Counts the event under its key, with its amount and with the values of its properties. */
    private static void happened(History history, Event event, String key, long at) {
        long amount = Kept.amount(event);
        history.of(key).add(at, amount);
        if (history.find(key) != null) {
            Kept.values(event, amount).forEach((value, ofValue) -> history.details.add(key, value, at, ofValue));
        }
    }

    private static void open(History history, Event event, long at) {
        history.cases.merge(caseId(event), new Case(at, History.NEVER), Case::merge);
    }

    private static void close(History history, Event event, long at) {
        history.cases.merge(caseId(event), new Case(History.NEVER, at), Case::merge);
    }

    private static String caseId(Event event) {
        String id = event.text("case_id");
        String order = event.text("order_id");
        return id != null ? id : order != null ? order : event.messageId();
    }

    private static void switchOn(History history, String kind, @Nullable String what, long at, int on) {
        if (what != null && !what.isBlank() && (what.length() <= LONGEST_TAG || kind.equals(History.SUPPRESSED))) {
            history.of(kind + what).add(at, on);
        }
    }

    private static void stop(History history, Event event, long at, int on) {
        String channel = event.text("channel");
        switchOn(history, History.SUPPRESSED, channel == null ? History.EVERY_CHANNEL : channel, at, on);
    }

    private static void traits(History history, Event event, long at) {
        if (event.properties().get("traits") instanceof java.util.Map<?, ?> traits) {
            traits.forEach((name, value) -> {
                String trait = name instanceof String given ? traitName(given) : "";
                if (!trait.isEmpty() && trait.length() <= LONGEST_TAG && !isPersonal(trait) && value != null) {
                    history.ofTrait(trait).merge(at, cut(String.valueOf(value)), (a, b) -> a.compareTo(b) >= 0 ? a : b);
                }
            });
        }
    }

    private static String cut(String value) {
        String text = Kept.plain(value.substring(0, Math.min(value.length(), LONGEST_TRAIT * 2)));
        return text.substring(0, Math.min(text.length(), LONGEST_TRAIT));
    }

    private static void lifecycle(History history, Event event, long at) {
        String to = event.text("to");
        if (to != null) {
            LifecycleState.of(to)
                    .ifPresent(state -> history.of(History.LIFECYCLE).add(at, state.code()));
        }
    }

    private static void entry(History history, Event event, String key, long at) {
        String id = required(event, "entry");
        Entry known = history.entries.get(id);
        if (known == null) {
            known = new Entry(
                    id,
                    required(event, "campaign"),
                    "",
                    false,
                    0,
                    History.NEVER,
                    History.NEVER,
                    "",
                    Collections.emptySortedMap());
        }
        switch (key) {
            case EventNames.CAMPAIGN_ENTERED ->
                known = new Entry(
                        id,
                        known.campaign(),
                        required(event, "variant"),
                        Boolean.parseBoolean(required(event, "holdout")),
                        Long.parseLong(required(event, "occasion")),
                        at,
                        known.endedAt(),
                        known.endReason(),
                        known.steps());
            case EventNames.CAMPAIGN_EXITED -> known = known.ended(at, required(event, "reason"));
            default -> {
                long sendAt = Long.parseLong(required(event, "send_at"));
                String outcome = required(event, "outcome");
                String step = required(event, "step");
                known = known.with(step, new Entry.StepDone(at, sendAt, outcome));
                String touchpoint = event.text("touchpoint");
                if (touchpoint != null) {
                    Touch touch = history.touches.getOrDefault(touchpoint, Touch.unknown(touchpoint));
                    ChannelName channel = new ChannelName(required(event, "channel"));
                    history.touches.put(touchpoint, touch.planned(known.campaign(), id, step, channel, sendAt));
                }
            }
        }
        history.entries.put(id, known);
    }

    private static void coupon(History history, Event event, String key, long at) {
        String code = required(event, "code");
        Holding known = history.holdings.getOrDefault(code, Holding.unknown(code));
        if (key.equals(EventNames.COUPON_REDEEMED)) {
            history.holdings.put(code, known.redeemed(at));
        } else {
            history.holdings.put(
                    code,
                    known.issued(
                            required(event, "coupon"),
                            required(event, "entry"),
                            required(event, "step"),
                            at,
                            Long.parseLong(required(event, "expires_at"))));
        }
    }

    /** An order that names a coupon's code redeems it. */
    private static void redeemWith(History history, Event event, long at) {
        String code = event.text("coupon");
        if (code != null && !code.isBlank()) {
            history.holdings.put(
                    code,
                    history.holdings.getOrDefault(code, Holding.unknown(code)).redeemed(at));
        }
    }

    private static void receipt(History history, Event event, String key, long at) {
        if (counts(key)) {
            history.of(key).add(at, 0);
        }
        String id = event.text("touchpoint");
        if (id != null) {
            Touch known = history.touches.getOrDefault(id, Touch.unknown(id));
            Touch touch =
                    switch (key) {
                        case EventNames.MESSAGE_DELIVERED -> known.deliveredAt(at);
                        case EventNames.MESSAGE_OPENED -> known.openedAt(at);
                        case EventNames.MESSAGE_CLICKED -> known.clickedAt(at);
                        case EventNames.MESSAGE_REPLIED -> known.repliedAt(at);
                        case EventNames.MESSAGE_COMPLAINED -> known;
                        default -> known.failedAt(at);
                    };
            history.touches.put(id, touch);
        }
        String code = key.equals(EventNames.MESSAGE_FAILED) ? event.text("code") : null;
        if (code != null) {
            history.holdings.put(
                    code,
                    history.holdings.getOrDefault(code, Holding.unknown(code)).voided(at));
        }
        // Where the message is known, so is the address it went to, which alone is given up.
        boolean stop = key.equals(EventNames.MESSAGE_COMPLAINED)
                || (key.equals(EventNames.MESSAGE_BOUNCED) && id == null && "permanent".equals(event.text("kind")));
        if (stop) {
            switchOn(history, History.SUPPRESSED, event.text("channel"), at, 1);
        }
    }

    private static String required(Event event, String property) {
        String value = event.text(property);
        if (value == null) {
            throw new IllegalArgumentException(
                    "event " + event.messageId() + " (" + event.name() + ") lacks the property " + property);
        }
        return value;
    }
}
