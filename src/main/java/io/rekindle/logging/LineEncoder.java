package io.rekindle.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line an event: for people, or as JSON for machines (format {@code json}) with {@code ts}, {@code level}, {@code msg}, the
 * request's {@code trace_id}, and what else the line knows by name ({@code campaign}, {@code touchpoint}, {@code reason} …).
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %msg %kvp{NONE}%n";

    private final PatternLayout text = new PatternLayout();
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();
    private boolean json;

    /** Called with what the logging configuration says: {@code json}, or anything else for text. */
    public void setFormat(String format) {
        json = format.equalsIgnoreCase("json");
    }

    @Override
    public void start() {
        text.setContext(getContext());
        text.setPattern(PATTERN);
        text.start();
        stack.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = json ? json(event) + "\n" : text.doLayout(event);
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private String json(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ts", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("msg", event.getFormattedMessage());
        line.putAll(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.put(pair.key, pair.value instanceof Number ? pair.value : String.valueOf(pair.value));
            }
        }
        if (event.getThrowableProxy() != null) {
            line.put("error", stack.convert(event).strip());
        }
        return JSON.writeValueAsString(line);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
