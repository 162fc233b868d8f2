package io.rekindle.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * The secrets of each webhook: {@code rekindle.hooks.<name>.secrets}, or the file {@code rekindle.hooks.<name>.secrets-file}
 * with one a line; in the environment {@code REKINDLE_HOOKS_CART_ABANDONED_SECRETS}.
 *
 * <p>Looked up by the exact name, since names of hooks have underscores, which binding would take for dots or drop.
 */
public final class HookSecrets {

    private final Environment environment;

    public HookSecrets(Environment environment) {
        this.environment = environment;
    }

    /** Every secret that may sign the hook now, the present and those being rotated out; empty where none is set. */
    public List<String> of(String hook) {
        String key = "rekindle.hooks." + hook + ".secrets";
        List<String> secrets = new ArrayList<>();
        String file = environment.getProperty(key + "-file");
        if (file != null) {
            String text = Secret.of(null, Path.of(file));
            add(secrets, text == null ? "" : text);
        }
        add(secrets, environment.getProperty(key, ""));
        for (int index = 0; environment.containsProperty(key + "[" + index + "]"); index++) {
            add(secrets, environment.getProperty(key + "[" + index + "]", ""));
        }
        return secrets;
    }

    /** The variable that sets the hook's secrets, for telling an operator. */
    public static String variable(String hook) {
        return "REKINDLE_HOOKS_" + hook.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_SECRETS";
    }

    private static void add(List<String> secrets, String text) {
        Stream.of(text.split("[\\s,]+")).filter(one -> !one.isEmpty()).forEach(secrets::add);
    }
}
