package io.rekindle;

import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.engine.delivery.SmsText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A preview as a JSON document: the same for the command line and the API. */
public final class PreviewDocument {

    private static final int MICROS_DIGITS = 6;

    private PreviewDocument() {}

    /**
     * The document; {@code held} says why there is no message, else {@code content} is it.
     *
     * @param currency the rule book's
     */
    public static Map<String, Object> of(Preview preview, String currency) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("campaign", preview.campaign().name());
        document.put("step", preview.step().name());
        document.put("channel", preview.step().channel().value());
        document.put("template", preview.step().template());
        document.put("language", preview.language());
        document.put("at", Instant.ofEpochMilli(preview.at()).toString());
        if (preview.rendering() instanceof Rendering.Held held) {
            document.put("held", Map.of("variable", held.variable(), "why", held.why()));
            return document;
        }
        document.put("content", content(((Rendering.Ready) preview.rendering()).content()));
        preview.sms().ifPresent(sms -> document.put("sms", sms(sms)));
        document.put("price", Map.of("amount", price(preview), "currency", currency));
        return document;
    }

    /** What sending it would cost, in the currency. */
    public static BigDecimal price(Preview preview) {
        BigDecimal price =
                BigDecimal.valueOf(preview.costMicros(), MICROS_DIGITS).stripTrailingZeros();
        return price.scale() < 0 ? price.setScale(0) : price;
    }

    private static Map<String, Object> content(Content content) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!content.title().isEmpty()) {
            map.put("title", content.title());
        }
        map.put("text", content.text());
        if (content.html() != null) {
            map.put("html", content.html());
        }
        return map;
    }

    private static Map<String, Object> sms(SmsText sms) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("encoding", sms.alphabet().name().toLowerCase(Locale.ROOT));
        map.put("units", sms.units());
        map.put("parts", sms.parts());
        return map;
    }
}
