package io.rekindle.channels.sms.gateway;

import io.rekindle.channels.sms.PhoneNumbers;
import io.rekindle.engine.delivery.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What the placeholders stand for in one request. */
final class Values {

    /** Names that every request has; those of the settings come on top. */
    static final Set<String> OURS = Set.of(
            "phone",
            "phone_digits",
            "national",
            "country_code",
            "text",
            "touchpoint",
            "id",
            "timestamp",
            "timestamp_ms",
            "nonce",
            "secret");

    private static final String TIME = "time:";

    private final Map<String, String> values;
    private final Instant now;
    private final ZoneId zone;

    Values(GatewaySettings settings, Message message, Instant now) {
        String phone = message.to().address();
        this.now = now;
        this.zone = settings.zone();
        this.values = new HashMap<>(settings.values());
        values.put("phone", phone);
        values.put("phone_digits", phone.substring(1));
        values.put("national", PhoneNumbers.national(phone));
        values.put("country_code", PhoneNumbers.countryCode(phone));
        values.put("text", message.content().text());
        values.put("touchpoint", message.touchpoint());
        values.put("id", message.touchpoint().replace("-", ""));
        values.put("timestamp", String.valueOf(now.getEpochSecond()));
        values.put("timestamp_ms", String.valueOf(now.toEpochMilli()));
        values.put(
                "nonce", HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        values.put("secret", settings.secret());
    }

    /** Whether a time can be written so; other names are held to the settings. */
    static boolean isTime(String name) {
        if (!name.startsWith(TIME)) {
            return false;
        }
        try {
            time(name, Instant.EPOCH, ZoneOffset.UTC);
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    String fill(String text) {
        return Placeholders.fill(text, this::of);
    }

    String of(String name) {
        if (name.startsWith(TIME)) {
            return time(name, now, zone);
        }
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("settings with an unknown placeholder: " + name);
        }
        return value;
    }

    private static String time(String name, Instant now, ZoneId zone) {
        return DateTimeFormatter.ofPattern(name.substring(TIME.length()), Locale.ROOT)
                .format(now.atZone(zone));
    }
}
