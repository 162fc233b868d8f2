package io.rekindle.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A secret given as it is or as the file that holds it. */
final class Secret {

    private Secret() {}

    /** The secret, or null where neither is given; the file wins. */
    static @Nullable String of(@Nullable String value, @Nullable Path file) {
        if (file == null) {
            return value == null || value.isBlank() ? null : value;
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new IllegalArgumentException("cannot read the secret in " + file, failure);
        }
    }
}
