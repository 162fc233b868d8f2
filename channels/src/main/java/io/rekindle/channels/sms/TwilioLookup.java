package io.rekindle.channels.sms;

import io.rekindle.channels.http.OneRequest;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Twilio whether it has a message, by its list of messages to a number. The list names no touchpoint, so a message is
 * known by its number, its time and its text.
 */
final class TwilioLookup {

    /** Younger attempts may not be in Twilio's list yet. */
    private static final Duration SETTLED = Duration.ofMinutes(5);

    /** How far Twilio's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final int PAGE = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final TwilioSettings settings;

    TwilioLookup(HttpClient http, TwilioSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    Answer of(Message message, Instant attempted, Instant now) {
        if (now.isBefore(attempted.plus(settings.requestTimeout()).plus(SETTLED))) {
            return new Answer.InDoubt("too early to ask Twilio");
        }
        try {
            HttpResponse<String> response =
                    OneRequest.send(http, request(message.to().address()));
            JsonNode messages = JSON.readTree(response.body()).path("messages");
            return response.statusCode() == 200 && messages.isArray()
                    ? read(messages, message.content().text(), attempted)
                    : new Answer.InDoubt("Twilio answered " + response.statusCode() + " when asked");
        } catch (IOException | JacksonException | DateTimeException e) {
            return new Answer.InDoubt(
                    "Twilio could not be asked: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.InDoubt("interrupted while asking Twilio");
        }
    }

    private HttpRequest request(String number) {
        String path = "/2010-04-01/Accounts/" + settings.accountSid() + "/Messages.json?PageSize=" + PAGE + "&To="
                + URLEncoder.encode(number, StandardCharsets.UTF_8);
        String login = settings.apiKey() + ":" + settings.secret();
        return HttpRequest.newBuilder(settings.baseUrl().resolve(URI.create(path)))
                .timeout(settings.requestTimeout())
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private Answer read(JsonNode messages, String text, Instant attempted) {
        Instant from = attempted.minus(SKEW);
        Instant until = attempted.plus(settings.requestTimeout()).plus(SKEW);
        List<JsonNode> then = new ArrayList<>();
        for (JsonNode one : messages) {
            Instant created = created(one);
            if (one.path("direction").asString("").startsWith("outbound")
                    && !created.isBefore(from)
                    && !created.isAfter(until)) {
                then.add(one);
            }
        }
        List<JsonNode> same = then.stream()
                .filter(one -> one.path("body").asString("").strip().equals(text.strip()))
                .toList();
        if (same.size() == 1 && !same.get(0).path("sid").asString("").isEmpty()) {
            return new Answer.Accepted(same.get(0).path("sid").asString());
        }
        if (!then.isEmpty() || messages.size() >= PAGE) {
            return new Answer.InDoubt("Twilio has other messages to this number of that time");
        }
        return new Answer.Later("Twilio has no message to this number of that time", null);
    }

    private static Instant created(JsonNode message) {
        String date = message.path("date_created").asString("");
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
