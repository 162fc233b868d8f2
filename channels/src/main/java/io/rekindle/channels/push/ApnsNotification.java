package io.rekindle.channels.push;

import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushType;
import io.rekindle.channels.http.PointOfNoReturn;
import io.rekindle.engine.delivery.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** One notification, which knows whether it began to be written: the client asks for the token first of all. */
final class ApnsNotification implements ApnsPushNotification {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String token;
    private final String topic;
    private final Message message;
    private final Instant expiration;
    private final String payload;
    private final PointOfNoReturn written = new PointOfNoReturn();

    ApnsNotification(String token, String topic, Message message, Instant expiration) {
        this.token = token;
        this.topic = topic;
        this.message = message;
        this.expiration = expiration;
        this.payload = JSON.writeValueAsString(Map.of(
                "aps",
                Map.of(
                        "alert",
                        Map.of(
                                "title", message.content().title(),
                                "body", message.content().text())),
                "touchpoint",
                message.touchpoint()));
    }

    int size() {
        return payload.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Sees to it that it is not written any more; false where it was. */
    boolean giveUp() {
        return written.giveUp();
    }

    @Override
    public String getToken() {
        if (!written.pass()) {
            throw new IllegalStateException("given up before it was written");
        }
        return token;
    }

    @Override
    public String getPayload() {
        return payload;
    }

    @Override
    public Instant getExpiration() {
        return expiration;
    }

    @Override
    public DeliveryPriority getPriority() {
        return DeliveryPriority.IMMEDIATE;
    }

    @Override
    public PushType getPushType() {
        return PushType.ALERT;
    }

    @Override
    public String getTopic() {
        return topic;
    }

    /** Of two attempts the device shows one. */
    @Override
    public String getCollapseId() {
        return message.touchpoint();
    }

    @Override
    public UUID getApnsId() {
        return id(message.touchpoint());
    }

    /** A touchpoint's id is a UUID; anything else still gets one of its own. */
    static UUID id(String touchpoint) {
        try {
            return UUID.fromString(touchpoint);
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(touchpoint.getBytes(StandardCharsets.UTF_8));
        }
    }
}
