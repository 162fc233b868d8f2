package io.rekindle.settings;

import io.rekindle.channels.robot.Dialect;
import io.rekindle.channels.robot.RobotSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.robot}: the groups that have one; set once there is a group. */
public record Robot(
        @DefaultValue Map<String, Group> groups,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout) {

    /** One group's robot; the webhook holds a key, so it is a secret too. */
    public record Group(
            @Nullable Dialect dialect,
            @Nullable String webhook,
            @Nullable Path webhookFile,
            @Nullable String secret,
            @Nullable Path secretFile) {

        RobotSettings.Group robot() {
            if (dialect == null) {
                throw new IllegalArgumentException("a robot's group needs a dialect: wecom, dingtalk, feishu or slack");
            }
            String key = Secret.of(secret, secretFile);
            return new RobotSettings.Group(dialect, address(Secret.of(webhook, webhookFile)), key == null ? "" : key);
        }

        /** What is no address is not repeated: it may hold the key all the same. */
        private static URI address(@Nullable String webhook) {
            try {
                return new URI(webhook == null ? "" : webhook);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("a robot's webhook is an HTTPS address");
            }
        }

        /** Without key and secret. */
        @Override
        public String toString() {
            return "Group[" + dialect + "]";
        }
    }

    boolean isSet() {
        return !groups.isEmpty();
    }

    RobotSettings robot() {
        Map<String, RobotSettings.Group> robots = new TreeMap<>();
        groups.forEach((name, group) -> robots.put(name, group.robot()));
        return new RobotSettings(robots, connectTimeout, requestTimeout);
    }

    Duration longest() {
        return connectTimeout.plus(requestTimeout);
    }
}
