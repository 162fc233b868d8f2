package io.rekindle.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** What differs between operating systems: names, and who may read a file. */
final class Platform {

    static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private Platform() {}

    static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return WINDOWS ? "windows" : name.startsWith("mac") ? "darwin" : name;
    }

    static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
    }

    /** Whether this process is root, as whom PostgreSQL refuses to run. */
    static boolean isRoot() {
        return !WINDOWS && new UnixSystem().getUid() == 0;
    }

    /** Attributes of a file that only its owner may read, set when it is made and not after. */
    static FileAttribute<?>[] ownerOnly() {
        return WINDOWS
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                };
    }

    static void executableByAll(Path file) throws IOException {
        permit(file, "rwxr-xr-x");
    }

    static void readableByAll(Path directory) throws IOException {
        permit(directory, "rwxr-xr-x");
    }

    /** Others may pass through the directory to what they own in it, and see nothing else. */
    static void passableByAll(Path directory) throws IOException {
        permit(directory, "rwx--x--x");
    }

    static void closedToOthers(Path directory) throws IOException {
        permit(directory, "rwx------");
    }

    private static void permit(Path path, String permissions) throws IOException {
        if (!WINDOWS) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
