package io.rekindle.channels.robot;

import io.rekindle.channels.http.OneRequest;
import io.rekindle.channels.robot.RobotSettings.Group;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages to groups by their robots: title and text as one plain text.
 *
 * <p>The contact point's address is a group's name in the settings, never a URL: whoever can write a customer's traits cannot
 * make this server post anywhere else. No redirect is followed.
 *
 * <p><b>Guarantee.</b> One request per call. The answer is
 *
 * <ul>
 *   <li><i>accepted</i> after a 2xx that carries no error;
 *   <li><i>rejected</i> after any other code or a 4xx: the robot is gone, the signature or a keyword is wrong. The address is
 *       never called bad, since the settings can put it right;
 *   <li><i>later</i> after 429 or the chat's own code for too many, and without a connection;
 *   <li><i>in doubt</i> after a 5xx, the code -1 (the chat itself does not know), an unreadable or no response.
 * </ul>
 */
public final class RobotChannel implements Channel {

    /** As in rule files and contact points. */
    public static final ChannelName NAME = new ChannelName("robot");

    /** DingTalk shuts a robot up for ten minutes that spoke more than 20 times in one; the others count a minute. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RobotSettings settings;
    private final HttpClient http;
    private final Clock clock;

    public RobotChannel(RobotSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock dates signatures, and tells how long a wish to wait is
     */
    public RobotChannel(RobotSettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.http = OneRequest.client(HttpClient.Version.HTTP_1_1, settings.connectTimeout());
    }

    @Override
    public ChannelName name() {
        return NAME;
    }

    @Override
    public Answer deliver(Message message) {
        Group group = settings.groups().get(message.to().address());
        if (group == null) {
            return new Answer.Rejected("the settings have no group of that name", false);
        }
        Instant now = clock.instant();
        Dialect dialect = group.dialect();
        HttpRequest.Builder request = HttpRequest.newBuilder(address(group, now))
                .timeout(settings.requestTimeout())
                .header("Content-Type", "application/json; charset=utf-8");
        byte[] body = dialect.body(text(message.content()), group.secret(), now);
        return OneRequest.post(http, request, body, "the robot", response -> read(dialect, response, message));
    }

    private static URI address(Group group, Instant now) {
        String added = group.dialect().query(group.secret(), now).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String separator = added.isEmpty() ? "" : group.webhook().getRawQuery() == null ? "?" : "&";
        return URI.create(group.webhook() + separator + added);
    }

    private static String text(Content content) {
        return content.title().isEmpty() ? content.text() : content.title() + "\n" + content.text();
    }

    private Answer read(Dialect dialect, HttpResponse<String> response, Message message) {
        int status = response.statusCode();
        String why = "the robot answered " + status;
        if (status == 429) {
            return tooMany(response, why);
        }
        if (status / 100 == 4 && status != 408) {
            return new Answer.Rejected(why, false);
        }
        if (status / 100 != 2) {
            return new Answer.InDoubt(why);
        }
        if (dialect.code().isEmpty()) {
            return new Answer.Accepted(message.touchpoint());
        }
        JsonNode code = json(response.body()).at(dialect.code());
        if (!code.canConvertToInt() || code.asInt() == -1) {
            return new Answer.InDoubt(why + " and no code that decides anything");
        }
        if (code.asInt() == 0) {
            return new Answer.Accepted(message.touchpoint());
        }
        why += ", code " + code.asInt();
        return dialect.isTooMany(code.asInt()) ? tooMany(response, why) : new Answer.Rejected(why, false);
    }

    private Answer tooMany(HttpResponse<String> response, String why) {
        Duration asked = OneRequest.retryAfter(response.headers(), clock.instant());
        return new Answer.Later(why, asked == null ? PAUSE : asked);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
