package io.rekindle.channels.robot;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The groups that have a robot, by the name that a customer's contact point says.
 *
 * @param requestTimeout the longest from the request to the whole of its response
 */
public record RobotSettings(Map<String, Group> groups, Duration connectTimeout, Duration requestTimeout) {

    /**
     * One group's robot.
     *
     * @param webhook as the chat gives it: HTTPS, or HTTP on this machine. It holds a key and is never printed
     * @param secret what signs, for DingTalk and Feishu; empty where the robot does not ask for it
     */
    public record Group(Dialect dialect, URI webhook, String secret) {

        private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

        public Group {
            boolean isHere = webhook.getHost() != null && LOOPBACK.contains(webhook.getHost());
            boolean fits = "https".equals(webhook.getScheme()) || ("http".equals(webhook.getScheme()) && isHere);
            if (!fits || webhook.getHost() == null || webhook.getRawUserInfo() != null) {
                throw new IllegalArgumentException("a robot's webhook is an HTTPS address");
            }
        }

        /** Without key and secret. */
        @Override
        public String toString() {
            return "Group[" + dialect + " at " + webhook.getHost() + "]";
        }
    }

    public RobotSettings {
        groups = Map.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("a robot channel needs a group");
        }
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || requestTimeout.isNegative()
                || requestTimeout.isZero()) {
            throw new IllegalArgumentException("a robot's time limit must be longer than nothing");
        }
    }
}
