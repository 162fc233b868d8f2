package io.rekindle.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;

/** Tells from a failure which setting cannot be used, and why, in one line. */
final class WrongSettings {

    private static final Pattern SECRET = Pattern.compile("password|secret|key|token");

    private WrongSettings() {}

    /** What to throw instead: the line, or the failure itself where it is none of a setting's. */
    static RuntimeException told(RuntimeException failure) {
        Optional<Refusal> line = in(failure);
        return line.isPresent() ? line.get() : failure;
    }

    private static Optional<Refusal> in(Throwable failure) {
        BindException unusable = null;
        Throwable ours = null;
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return Optional.of(
                        new Refusal("port " + taken.getPort() + " is taken; --port gives another, 0 any that is free"));
            }
            unusable = cause instanceof BindException bind ? bind : unusable;
            ours = isOurWord(cause) ? cause : ours;
            innermost = cause;
        }
        if (ours != null) {
            return Optional.of(new Refusal("the settings cannot be used: " + ours.getMessage(), ours));
        }
        return unusable == null ? Optional.empty() : Optional.of(refusal(unusable, innermost));
    }

    /** What our code says of a value when it is given one, such as two settings that exclude each other. */
    private static boolean isOurWord(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof IllegalArgumentException
                && trace.length > 0
                && trace[0].getClassName().startsWith("io.rekindle.");
    }

    private static Refusal refusal(BindException unusable, Throwable why) {
        ConfigurationProperty property = unusable.getProperty();
        String told = unusable.getName().toString();
        if (property != null) {
            String value = SECRET.matcher(told).find() ? "" : " is \"" + property.getValue() + "\"";
            told = property.getName() + value + " (" + property.getOrigin() + ")";
        }
        return new Refusal(
                "the settings cannot be used: " + told + "; "
                        + expected(unusable.getTarget().getType().resolve(), why),
                unusable);
    }

    private static String expected(@Nullable Class<?> type, Throwable why) {
        if (type == null || !type.isEnum()) {
            return String.valueOf(why.getMessage());
        }
        return "it is one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(one -> String.valueOf(one).toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "));
    }
}
