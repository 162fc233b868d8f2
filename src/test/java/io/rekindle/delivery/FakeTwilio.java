package io.rekindle.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * Twilio's Messages resource on loopback: takes messages as it is told for each number, lists those it took, and writes down
 * each with the touchpoint that its status callback names.
 */
final class FakeTwilio implements AutoCloseable {

    static {
        // Without it the JDK's server holds each answer back for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A message the server took. */
    record Taken(String touchpoint, String number, String sid, String text, Instant at) {}

    /**
     * How a request is dealt with.
     *
     * @param status 0 to hang up instead of answering
     * @param code Twilio's, for a refusal
     * @param retryAfter seconds, or nothing
     */
    record Manner(boolean taken, int status, int code, String retryAfter, Duration pause) {

        static final Manner TAKES = slow(Duration.ZERO);

        static Manner slow(Duration pause) {
            return new Manner(true, 201, 0, "", pause);
        }

        static Manner refuses(int status, int code) {
            return new Manner(false, status, code, "", Duration.ZERO);
        }

        static Manner asksForTime(int seconds) {
            return new Manner(false, 429, 20429, String.valueOf(seconds), Duration.ZERO);
        }

        static Manner takesAndAnswers(int status) {
            return new Manner(true, status, 0, "", Duration.ZERO);
        }

        static Manner takesAndHangsUp() {
            return new Manner(true, 0, 0, "", Duration.ZERO);
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final BiFunction<String, Integer, Manner> manners;
    private final Clock clock;
    private final LinkedBlockingQueue<Taken> received = new LinkedBlockingQueue<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile HttpServer server;

    /**
     * @param manners by number and the count of attempts to reach it, from 1 on
     * @param clock dates the messages in its list
     */
    FakeTwilio(BiFunction<String, Integer, Manner> manners, Clock clock) {
        this.manners = manners;
        this.clock = clock;
        this.server = listen(0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int count() {
        return received.size();
    }

    /** What it took, in order; a message it took twice is in it twice. */
    List<Taken> taken() {
        return List.copyOf(received);
    }

    int attempts(String number) {
        return attempts.getOrDefault(number, new AtomicInteger()).get();
    }

    void goDown() {
        server.stop(0);
    }

    void comeBack() {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listen(int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            http.createContext("/2010-04-01/Accounts/", this::answer);
            http.setExecutor(threads);
            http.start();
            return http;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                reply(exchange, 200, list(form(exchange.getRequestURI().getRawQuery())));
            } else {
                take(exchange, form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
    }

    private void take(HttpExchange exchange, Map<String, String> form) throws IOException {
        String number = form.getOrDefault("To", "");
        int attempt =
                attempts.computeIfAbsent(number, any -> new AtomicInteger()).incrementAndGet();
        Manner manner = manners.apply(number, attempt);
        LockSupport.parkNanos(manner.pause().toNanos());
        String sid = "SM" + String.format("%032d", received.size());
        if (manner.taken()) {
            String callback = form.getOrDefault("StatusCallback", "=");
            String touchpoint = callback.substring(callback.lastIndexOf('=') + 1);
            // From here on the message is taken, whether or not anybody is left to read the answer.
            received.add(new Taken(touchpoint, number, sid, form.getOrDefault("Body", ""), clock.instant()));
        }
        if (manner.status() == 0) {
            return;
        }
        if (!manner.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", manner.retryAfter());
        }
        boolean well = manner.status() == 201;
        reply(
                exchange,
                manner.status(),
                well
                        ? Map.of("sid", sid, "status", "queued")
                        : Map.of("code", manner.code(), "message", "as scripted"));
    }

    private Map<String, Object> list(Map<String, String> query) {
        List<Map<String, String>> messages = received.stream()
                .filter(one -> one.number().equals(query.get("To")))
                .map(one -> Map.of(
                        "sid",
                        one.sid(),
                        "body",
                        one.text(),
                        "direction",
                        "outbound-api",
                        "date_created",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(one.at().atOffset(ZoneOffset.UTC))))
                .toList();
        return Map.of("messages", messages);
    }

    private static void reply(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }
}
