package io.rekindle.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the rule book comes from.
 *
 * @param path the directory that is watched, or null where none is
 * @param look how often to look for changes, there and at what other nodes made live
 */
@ConfigurationProperties("rekindle.rules")
public record RulesSettings(
        @Nullable Path path, @DefaultValue("1s") Duration look) {

    public RulesSettings {
        if (look.toMillis() < 1) {
            throw new IllegalArgumentException("rekindle.rules.look is at least a millisecond");
        }
    }
}
