package io.rekindle.engine.customer;

import java.util.Map;
import java.util.regex.Pattern;

/** The name of a way to reach a customer, such as {@code email}: lower case, an open set so that a channel can be added. */
public record ChannelName(String value) implements Comparable<ChannelName> {

    /** Stands first: the constants below are checked against it. */
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    public static final ChannelName EMAIL = new ChannelName("email");
    public static final ChannelName SMS = new ChannelName("sms");
    public static final ChannelName PUSH = new ChannelName("push");

    /** What those that come with the product are called in Chinese, by their names. */
    public static final Map<String, String> IN_CHINESE = Map.of("sms", "短信", "email", "邮件", "push", "推送");

    public ChannelName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a channel name: " + value);
        }
    }

    @Override
    public int compareTo(ChannelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
