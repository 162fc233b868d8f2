package io.rekindle;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Real orders that are not part of the project: {@code ../shared/data} beside the repository, or wherever the system
 * property {@code rekindle.test.data} says.
 *
 * <p>Where they are missing a test is skipped with a line that says so; with {@code CI=true} it fails.
 */
public final class SharedData {

    private SharedData() {}

    /** The file of that name, such as {@code cdnow/orders.csv.gz}. */
    public static Path file(String name) {
        Optional<Path> file = folder().map(folder -> folder.resolve(name)).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            String missing = "real orders are missing: ../shared/data/" + name + " (or -Drekindle.test.data=FOLDER)";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.out.println("skipped, " + missing);
            Assumptions.abort(missing);
        }
        return file.orElseThrow();
    }

    private static Optional<Path> folder() {
        String property = System.getProperty("rekindle.test.data");
        if (property != null) {
            return Optional.of(Path.of(property));
        }
        for (Path root = Path.of("").toAbsolutePath(); root != null; root = root.getParent()) {
            Path beside = root.resolveSibling("shared").resolve("data");
            if (Files.isRegularFile(root.resolve("mvnw")) && Files.isDirectory(beside)) {
                return Optional.of(beside);
            }
        }
        return Optional.empty();
    }
}
