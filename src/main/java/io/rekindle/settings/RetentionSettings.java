package io.rekindle.settings;

import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long what happened and what was decided is kept. Facts and ids are kept in any case. */
@ConfigurationProperties("rekindle")
public record RetentionSettings(
        @DefaultValue Events events, @DefaultValue Decisions decisions) {

    /** Shorter, and what a message follows from would be gone while it is still asked about. */
    private static final int FEWEST_MONTHS = 3;

    private static final Pattern MONTHS = Pattern.compile("([1-9][0-9]{0,3})mo");

    /**
     * Of events, counted from when they arrived.
     *
     * @param retention months, as in {@code 24mo}, or {@code forever}
     */
    public record Events(@DefaultValue("forever") String retention) {

        public Events {
            parsed("events", retention);
        }

        /** Null for ever. */
        public @Nullable Period kept() {
            return parsed("events", retention);
        }
    }

    /**
     * Of decisions, counted from what let the customer into the campaign.
     *
     * @param retention months, as in {@code 24mo}, or {@code forever}
     */
    public record Decisions(@DefaultValue("24mo") String retention) {

        public Decisions {
            parsed("decisions", retention);
        }

        /** Null for ever. */
        public @Nullable Period kept() {
            return parsed("decisions", retention);
        }
    }

    private static @Nullable Period parsed(String of, String retention) {
        if (retention.equals("forever")) {
            return null;
        }
        Matcher months = MONTHS.matcher(retention);
        if (!months.matches() || Integer.parseInt(months.group(1)) < FEWEST_MONTHS) {
            throw new IllegalArgumentException(
                    "rekindle.%s.retention is a number of months such as 24mo, %dmo at least, or forever, not %s"
                            .formatted(of, FEWEST_MONTHS, retention));
        }
        return Period.ofMonths(Integer.parseInt(months.group(1)));
    }
}
