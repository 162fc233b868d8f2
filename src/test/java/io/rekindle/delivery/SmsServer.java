package io.rekindle.delivery;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP API for text messages on loopback that answers each POST with what it was told to, and keeps the bodies. */
final class SmsServer implements AutoCloseable {

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 201;
    private volatile String body = "{\"sid\": \"SM1\", \"code\": \"0\", \"msgId\": \"G1\"}";
    private volatile Map<String, String> headers = Map.of();

    SmsServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            byte[] read = exchange.getRequestBody().readAllBytes();
            bodies.add(URLDecoder.decode(new String(read, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            if (status == 0) {
                exchange.close(); // the line is dropped after the request was read
                return;
            }
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    void answers(int with, Map<String, String> head, String text) {
        status = with;
        headers = head;
        body = text;
    }

    /** Takes the request and then drops the line. */
    void dropsTheLine() {
        status = 0;
    }

    List<String> bodies() {
        return bodies;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
