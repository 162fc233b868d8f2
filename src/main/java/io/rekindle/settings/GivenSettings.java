package io.rekindle.settings;

import java.util.Map;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings of sending as the server would read them, read without starting it: application.yml, the files it names, the
 * environment, and what is given over them.
 */
public record GivenSettings(
        SendingSettings sending, ChannelsSettings channels, DeliverySettings delivery, PublicSettings world) {

    /**
     * Reads them.
     *
     * @param over values by name, such as {@code rekindle.sending.mode}
     * @throws RuntimeException if a value cannot be used
     */
    public static GivenSettings read(Map<String, String> over) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", Map.copyOf(over)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        Binder binder = Binder.get(environment);
        return new GivenSettings(
                binder.bindOrCreate("rekindle.sending", SendingSettings.class),
                binder.bindOrCreate("rekindle.channels", ChannelsSettings.class),
                binder.bindOrCreate("rekindle.delivery", DeliverySettings.class),
                binder.bindOrCreate("rekindle", PublicSettings.class));
    }
}
