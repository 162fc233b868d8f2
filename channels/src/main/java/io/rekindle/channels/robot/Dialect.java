package io.rekindle.channels.robot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** How each chat wants to be spoken to, and what it answers: all but Slack say in the body of a 200 what went wrong. */
public enum Dialect {
    /** 企业微信; 20 messages a minute. */
    WECOM("/errcode") {
        @Override
        byte[] body(String text, String secret, Instant now) {
            return json(Map.of("msgtype", "text", "text", Map.of("content", text)));
        }
    },

    /** 钉钉; 20 messages a minute. */
    DINGTALK("/errcode") {
        @Override
        byte[] body(String text, String secret, Instant now) {
            return json(Map.of("msgtype", "text", "text", Map.of("content", text)));
        }

        /** HMAC over time and secret under the secret, in the query. */
        @Override
        Map<String, String> query(String secret, Instant now) {
            String time = String.valueOf(now.toEpochMilli());
            return secret.isEmpty() ? Map.of() : Map.of("timestamp", time, "sign", hmac(secret, time + "\n" + secret));
        }
    },

    /** 飞书; 100 messages a minute, and fewer when everybody sends. */
    FEISHU("/code") {
        /** HMAC over nothing under time and secret, in the body. */
        @Override
        byte[] body(String text, String secret, Instant now) {
            Map<String, Object> body = new LinkedHashMap<>();
            if (!secret.isEmpty()) {
                String time = String.valueOf(now.getEpochSecond());
                body.put("timestamp", time);
                body.put("sign", hmac(time + "\n" + secret, ""));
            }
            body.put("msg_type", "text");
            // A customer's name must not call everybody: <at user_id="all">.
            body.put("content", Map.of("text", text.replaceAll("(?i)<(?=\\s*at\\b)", "＜")));
            return json(body);
        }
    },

    /** Slack, and chats that take its incoming webhooks: Mattermost, Rocket.Chat. The status says what became of it. */
    SLACK("") {
        @Override
        byte[] body(String text, String secret, Instant now) {
            String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            return json(Map.of("text", escaped));
        }
    };

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String code;

    Dialect(String code) {
        this.code = code;
    }

    /** The message as this chat takes it, signed where it wants that in the body. */
    abstract byte[] body(String text, String secret, Instant now);

    /** What is added to the address's query. */
    Map<String, String> query(String secret, Instant now) {
        return Map.of();
    }

    /** Where its code stands in the body, 0 for success; empty where the status is all there is. */
    String code() {
        return code;
    }

    /** Whether the chat took no more messages, of this robot or at all. */
    boolean isTooMany(int given) {
        return switch (this) {
            case WECOM -> given == 45009;
            case DINGTALK -> given == 130101 || given == 410100;
            case FEISHU -> given == 11232 || given == 99991400;
            case SLACK -> false;
        };
    }

    private static byte[] json(Map<String, Object> body) {
        return JSON.writeValueAsBytes(body);
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
