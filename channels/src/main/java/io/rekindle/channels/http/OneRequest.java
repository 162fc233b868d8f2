package io.rekindle.channels.http;

import io.rekindle.engine.delivery.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * A POST that is sent at most once.
 *
 * <p><b>Guarantee.</b> A response is read by the caller. Without one, the answer is <i>later</i> only where the body was
 * never asked for, or TLS was not established: no server acts on a request whose body it has not got. In every other case
 * the answer is <i>in doubt</i>. {@link HttpClient} itself repeats nothing here: it does so for GET and HEAD alone, and
 * connects a second time only where the first connection was never made.
 */
public final class OneRequest {

    private static final int MAX_RETRY_AFTER_DIGITS = 6;

    private static final Flow.Subscription NONE = new Flow.Subscription() {
        @Override
        public void request(long most) {}

        @Override
        public void cancel() {}
    };

    private OneRequest() {}

    /** The client for such requests, as long as it may take to connect; it follows no redirect. */
    public static HttpClient client(HttpClient.Version version, Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(version)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Posts the body and answers what {@code read} makes of the response.
     *
     * @param request address, headers and time limit, which holds to the end of the response's body
     * @param whom who is asked, for the reason that people read
     */
    public static Answer post(
            HttpClient client,
            HttpRequest.Builder request,
            byte[] body,
            String whom,
            Function<HttpResponse<String>, Answer> read) {
        var tracked = new TrackedBody(BodyPublishers.ofByteArray(body));
        HttpRequest post = request.POST(tracked).build();
        try {
            return read.apply(send(client, post));
        } catch (SSLHandshakeException e) {
            return new Answer.Later("no trusted connection to " + whom, null);
        } catch (IOException e) {
            return tracked.withoutResponse(whom, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return tracked.withoutResponse(whom, "interrupted");
        }
    }

    /**
     * Sends the request and waits for the whole of its response, no longer than its time limit: the client's own limit ends
     * with the response's headers, and a server that then falls silent would hold us for ever.
     *
     * @throws IOException if there is no response
     */
    public static HttpResponse<String> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        Duration limit = request.timeout().orElseThrow(() -> new IllegalArgumentException("no time limit"));
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, head -> new FirstBytes());
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new HttpTimeoutException("no whole response");
        } catch (InterruptedException e) {
            response.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    /** How long a Retry-After header (RFC 9110 §10.2.3, seconds or a date) asks to wait, or null. */
    public static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (!value.isEmpty()
                && value.length() <= MAX_RETRY_AFTER_DIGITS
                && value.chars().allMatch(Character::isDigit)) {
            return Duration.ofSeconds(Integer.parseInt(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A body that knows whether anybody has asked for it, and that nobody gets any more once it was given up. */
    private static final class TrackedBody implements BodyPublisher {

        private final BodyPublisher body;
        private final PointOfNoReturn asked = new PointOfNoReturn();

        TrackedBody(BodyPublisher body) {
            this.body = body;
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            if (asked.pass()) {
                body.subscribe(subscriber);
            } else {
                subscriber.onSubscribe(NONE);
                subscriber.onError(new IOException("given up"));
            }
        }

        Answer withoutResponse(String whom, String what) {
            return asked.giveUp()
                    ? new Answer.Later("no connection to " + whom + ": " + what, null)
                    : new Answer.InDoubt("no response from " + whom + " after the request: " + what);
        }
    }
}
