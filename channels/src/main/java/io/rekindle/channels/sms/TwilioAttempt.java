package io.rekindle.channels.sms;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.TwilioException;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.MessageCreator;
import io.rekindle.channels.http.OneRequest;
import io.rekindle.engine.delivery.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The HTTP side of one attempt: Twilio's library makes the request, this sends it once and reads the response itself, since
 * the library's exceptions lose the status where the body is not the JSON it expects.
 */
final class TwilioAttempt extends com.twilio.http.HttpClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern DIGITS = Pattern.compile("\\+?\\d{7,}");

    private final HttpClient http;
    private final TwilioSettings settings;
    private final Clock clock;
    private @Nullable Answer answer;

    TwilioAttempt(HttpClient http, TwilioSettings settings, Clock clock) {
        this.clock = clock;
        this.http = http;
        this.settings = settings;
    }

    Answer of(MessageCreator creator, TwilioRestClient client) {
        try {
            creator.create(client);
        } catch (TwilioException e) {
            if (answer == null) {
                throw e; // no request was made: a bug, not a delivery
            }
        }
        if (answer == null) {
            throw new IllegalStateException("Twilio's library made no request");
        }
        return answer;
    }

    /** Once, unlike the method it replaces. */
    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        if (answer != null) {
            throw new IllegalStateException("a second request in one attempt");
        }
        URI path = URI.create(request.constructURL().toString());
        var post = HttpRequest.newBuilder(settings.baseUrl().resolve(path.getRawPath()))
                .timeout(settings.requestTimeout())
                .header("Authorization", request.getAuthString())
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        for (Map.Entry<String, List<String>> header : request.getHeaderParams().entrySet()) {
            header.getValue().forEach(value -> post.header(header.getKey(), value));
        }
        byte[] form = request.encodeFormBody().getBytes(StandardCharsets.UTF_8);
        var received = new Response[1];
        answer = OneRequest.post(http, post, form, "Twilio", response -> {
            received[0] = new Response(response.body(), response.statusCode());
            return read(response);
        });
        if (received[0] == null) {
            throw new ApiConnectionException("no response");
        }
        return received[0];
    }

    private Answer read(HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body = json(response.body());
        String sid = body.path("sid").asString("");
        if (status / 100 == 2 && !sid.isEmpty()) {
            return new Answer.Accepted(sid);
        }
        if (status == 503 && OneRequest.retryAfter(response.headers(), clock.instant()) != null) {
            return new Answer.Later("Twilio answered 503", OneRequest.retryAfter(response.headers(), clock.instant()));
        }
        if (status / 100 != 4 || status == 408) {
            return new Answer.InDoubt("Twilio answered " + status);
        }
        int code = body.path("code").asInt(0);
        String why = "Twilio answered " + status + ", code " + code + ": "
                + DIGITS.matcher(body.path("message").asString("")).replaceAll("****");
        if (status == 429 || TwilioCodes.isTooMany(code)) {
            return new Answer.Later(why, OneRequest.retryAfter(response.headers(), clock.instant()));
        }
        if (status == 401) {
            return new Answer.Later(why + "; check the SMS channel's key", null);
        }
        return new Answer.Rejected(
                why, TwilioCodes.isBadNumber(code), TwilioCodes.isUnsubscribed(code), TwilioCodes.cause(code));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
