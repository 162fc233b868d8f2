package io.rekindle.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer in lines, each a JSON document that leaves as soon as it is known; over when nobody listens any more. Used by one
 * thread at a time.
 */
final class JsonLines {

    static final String TYPE = "application/x-ndjson";

    private static final long BETWEEN_STEPS = Duration.ofMillis(250).toNanos();

    private final JsonMapper json;
    private final OutputStream out;
    private long toldAt = System.nanoTime() - BETWEEN_STEPS;
    private boolean heard = true;

    /** A line that says how far it is. */
    record Step(String kind, long read, long customers) {}

    JsonLines(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    /** The answer to a request. */
    static JsonLines of(HttpServletResponse response, JsonMapper json) throws IOException {
        response.setContentType(TYPE);
        response.setHeader("Cache-Control", "no-store");
        // Proxies that collect an answer before they pass it on would defeat the purpose.
        response.setHeader("X-Accel-Buffering", "no");
        return new JsonLines(response.getOutputStream(), json);
    }

    /** Whether somebody still listens, as far as is known. */
    boolean write(Object line) {
        try {
            if (heard) {
                out.write(json.writeValueAsBytes(line));
                out.write('\n');
                out.flush();
            }
        } catch (IOException gone) {
            heard = false;
        }
        return heard;
    }

    /** Says how far it is, now and then; whether somebody still listens. */
    boolean step(long read, long customers) {
        long now = System.nanoTime();
        if (now - toldAt < BETWEEN_STEPS) {
            return heard;
        }
        toldAt = now;
        return write(new Step("progress", read, customers));
    }
}
