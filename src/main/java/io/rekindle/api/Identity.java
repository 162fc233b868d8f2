package io.rekindle.api;

import io.rekindle.channels.sms.PhoneNumbers;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.fact.Fold;
import io.rekindle.postgres.CustomerRecord;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who a customer is, taken apart: contact points and personal traits for templates on one side, traits that rules may ask for
 * on the other.
 */
record Identity(CustomerRecord customer, Map<String, Object> traits) {

    private static final Pattern E_MAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,255}");
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{Nd}_.-]{1,64}");
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param country where a phone number without a country code is; empty where each must say its own
     */
    static Identity read(
            CustomerId id, Map<String, Object> traits, JsonNode context, String country, String place, Faults faults) {
        List<ContactPoint> points = new ArrayList<>();
        Map<String, Object> personal = new TreeMap<>();
        Map<String, Object> asked = new TreeMap<>();
        traits.forEach((given, value) -> {
            String name = Fold.traitName(given);
            String at = place + "/traits/" + given;
            switch (name) {
                case "email" -> point(points, ChannelName.EMAIL, mail(value, at, faults));
                case "phone" -> point(points, ChannelName.SMS, phone(value, country, at, faults));
                case "push" -> point(points, ChannelName.PUSH, push(value));
                case "robot" -> point(points, new ChannelName("robot"), group(value, at, faults));
                case "timezone", "language", "locale" -> {
                    // Below.
                }
                default -> {
                    boolean isPersonal = Fold.isPersonal(name);
                    boolean isText = value instanceof String || value instanceof Number || value instanceof Boolean;
                    if (isPersonal && isText) {
                        personal.put(name, String.valueOf(value));
                    } else if (!isPersonal && isText) {
                        asked.put(name, value);
                    }
                }
            }
        });
        String zone = zone(text(traits.get("timezone"), context.path("timezone")), place, faults);
        Object told = traits.get("language") == null ? traits.get("locale") : traits.get("language");
        String language = language(text(told, context.path("locale")));
        return new Identity(new CustomerRecord(id, zone, language, personal, points), asked);
    }

    private static void point(List<ContactPoint> points, ChannelName channel, @Nullable String address) {
        if (address != null) {
            points.add(new ContactPoint(channel, address));
        }
    }

    private static @Nullable String mail(Object value, String place, Faults faults) {
        String text = String.valueOf(value).strip();
        if (!E_MAIL.matcher(text).matches()) {
            faults.add(place, "address", "this is not an e-mail address");
            return null;
        }
        return text;
    }

    private static @Nullable String phone(Object value, String country, String place, Faults faults) {
        return PhoneNumbers.e164(String.valueOf(value), country).orElseGet(() -> {
            faults.add(
                    place,
                    "address",
                    country.isEmpty()
                            ? "a phone number has its country code, as in +8613800138000, and its country's length"
                            : "a phone number has its country's length, and its country code where it is not of "
                                    + country);
            return null;
        });
    }

    /** A push subscription as JSON text. */
    private static @Nullable String push(Object value) {
        String text = value instanceof String given ? given : JSON.writeValueAsString(value);
        return text.isBlank() ? null : text;
    }

    /** The name of a group that has a robot; its address is the settings' alone. */
    private static @Nullable String group(Object value, String place, Faults faults) {
        String text = String.valueOf(value).strip();
        if (!GROUP.matcher(text).matches()) {
            faults.add(place, "address", "a group is named as in the settings, like vip-care");
            return null;
        }
        return text;
    }

    private static @Nullable String text(@Nullable Object trait, JsonNode fromContext) {
        return trait instanceof String text ? text : fromContext.isString() ? fromContext.asString() : null;
    }

    private static @Nullable String zone(@Nullable String name, String place, Faults faults) {
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException unknown) {
            faults.add(place + "/traits/timezone", "unknown-zone", "a time zone is written as Asia/Shanghai");
            return null;
        }
    }

    /** Chinese, or else English, for any language that is told. */
    private static @Nullable String language(@Nullable String tag) {
        if (tag == null || tag.isBlank()) {
            return null;
        }
        return tag.toLowerCase(Locale.ROOT).startsWith("zh") ? "zh" : "en";
    }
}
