package io.rekindle.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineEncoderTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final LoggerContext context = new LoggerContext();

    private String line(String format, Throwable failure) {
        Logger logger = context.getLogger("io.rekindle.messages");
        LoggingEvent event =
                new LoggingEvent("", logger, Level.INFO, "message dropped: {}", failure, new Object[] {"a \"stop\"\n"});
        event.setMDCPropertyMap(Map.of("trace_id", TRACE));
        event.setKeyValuePairs(List.of(
                new KeyValuePair("campaign", "welcome"),
                new KeyValuePair("reason", "suppressed"),
                new KeyValuePair("duration_ms", 12L)));
        LineEncoder encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.start();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void a_line_for_machines_is_one_json_object_with_what_is_known_by_name() {
        String line = line("json", new IllegalStateException("broken\nover lines"));

        assertThat(line).endsWith("}\n").hasLineCount(1);
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.path("level").asString()).isEqualTo("INFO");
        assertThat(json.path("msg").asString()).isEqualTo("message dropped: a \"stop\"\n");
        assertThat(json.path("trace_id").asString()).isEqualTo(TRACE);
        assertThat(json.path("campaign").asString()).isEqualTo("welcome");
        assertThat(json.path("reason").asString()).isEqualTo("suppressed");
        assertThat(json.path("duration_ms").asInt()).isEqualTo(12);
        assertThat(json.path("error").asString()).contains("IllegalStateException", "LineEncoderTest");
        assertThat(json.path("ts").asString()).endsWith("Z");
    }

    @Test
    void a_line_for_people_has_the_same() {
        assertThat(line("text", new IllegalStateException("broken")))
                .contains("INFO", "message dropped", "campaign=welcome reason=suppressed", "IllegalStateException");
    }

    @Test
    void a_request_keeps_the_trace_it_comes_with_and_gets_one_where_it_has_none() {
        assertThat(TraceIds.traceId("00-" + TRACE + "-00f067aa0ba902b7-01")).isEqualTo(TRACE);
        for (String none : List.of(
                "",
                "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
                "00-" + TRACE.toUpperCase(Locale.ROOT) + "-1-01",
                TRACE)) {
            assertThat(TraceIds.traceId(none)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
        }
        assertThat(TraceIds.traceId(null)).isNotEqualTo(TraceIds.traceId(null));
    }
}
