package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Bucket;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What rules may ask of a customer as such: tags, traits, consent, channels, and the part of a random division. */
public abstract class Traits extends Moment {

    private static final int BUCKETS_OF_A_PERCENT = Bucket.ALL / 100;

    private @Nullable String lastSplit;
    private int lastBucket;

    Traits(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    public boolean hasTag(String tag) {
        return isOn(History.TAG + tag);
    }

    /** For how many days the tag has been there without a break; false where it is not. */
    public boolean daysTagged(String tag, String op, long n) {
        long since = taggedSince(tag);
        return since != History.NEVER && daysSince(since, op, n);
    }

    long taggedSince(String tag) {
        Series series = history.find(History.TAG + tag);
        long since = History.NEVER;
        for (int index = series == null ? 0 : series.countUntil(asOf); series != null && index > 0; index--) {
            if (series.value(index - 1) != 1) {
                break;
            }
            since = series.at(index - 1);
        }
        return since;
    }

    // ---- traits: texts are compared without regard to small and capital letters

    /** What the trait says, or null where it is not known. */
    public @Nullable String trait(String name) {
        var values = history.traits.get(name);
        if (values == null || values.firstKey() > asOf) {
            return null;
        }
        String value = values.get(values.headMap(asOf + 1).lastKey());
        return value == null || value.isEmpty() ? null : value;
    }

    public boolean traitKnown(String trait) {
        return trait(trait) != null;
    }

    public boolean traitIs(String trait, String value) {
        return value.equalsIgnoreCase(trait(trait));
    }

    public boolean traitContains(String trait, String part) {
        String value = trait(trait);
        return value != null && value.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Whether the trait is one of the values, which stand between commas. */
    public boolean traitIn(String trait, String values) {
        String value = trait(trait);
        for (int from = 0; value != null && from <= values.length(); ) {
            int comma = values.indexOf(',', from);
            int to = comma < 0 ? values.length() : comma;
            if (to - from == value.length() && values.regionMatches(true, from, value, 0, value.length())) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    /** Compares a trait that is a number with a number given in hundredths; false where it is none. */
    public boolean traitNumber(String trait, String op, long hundredths) {
        BigDecimal number = Kept.number(trait(trait));
        return number != null && Comparison.holds(number.compareTo(BigDecimal.valueOf(hundredths, 2)), op, 0);
    }

    // ---- consent and channels

    public boolean hasConsent(String topic) {
        return isOn(History.CONSENT + topic);
    }

    /** Whether a usable address of the channel is known. */
    public boolean hasAddress(String channel) {
        return profile.reachable().contains(new ChannelName(channel));
    }

    /** Whether the customer said stop, in that channel or everywhere, or the channel gave the address up. */
    public boolean isSuppressed(ChannelName channel) {
        return isSuppressed(channel.value());
    }

    /** Whether the customer said stop, in that channel or everywhere, or the channel gave the address up. */
    public boolean isSuppressed(String channel) {
        return isUnsubscribed() || isOn(History.SUPPRESSED + channel);
    }

    /** Whether the customer said stop everywhere. */
    public boolean isUnsubscribed() {
        return isOn(History.SUPPRESSED + History.EVERY_CHANNEL);
    }

    /** Whether the customer is in that part of a random division of everybody: from one percentage to another. */
    public boolean inSplit(String split, long from, long to) {
        if (!split.equals(lastSplit)) {
            lastSplit = split;
            lastBucket = Bucket.of(profile.id(), split, "split");
        }
        int bucket = lastBucket;
        return bucket >= from * BUCKETS_OF_A_PERCENT && bucket < to * BUCKETS_OF_A_PERCENT;
    }
}
