package io.rekindle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shell that outlives this process: when its input closes because we were killed, it stops the server, unless
 * somebody else uses it.
 *
 * <p>It shows its intent by a file <em>before</em> it looks for other users, and a newcomer registers <em>before</em>
 * it looks for such files: so one of the two always sees the other, and no server is stopped under a newcomer.
 */
final class Watchdog {

    private static final String INTENT = "stopping-";

    /** Arguments: our registration, the directory of all of this. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r dismissed && exit 0
            rm -f "$1"
            intent="$2/stopping-$$"
            : > "$intent"
            trap 'rm -f "$intent"' EXIT
            for user in "$2"/users/*; do
              [ -e "$user" ] || continue
              pid=${user##*/}
              kill -0 "${pid%%-*}" 2> /dev/null && exit 0
            done
            read -r server 2> /dev/null < "$2/data/postmaster.pid" || exit 0
            name=$(cat "/proc/$server/comm" 2> /dev/null || ps -o comm= -p "$server" 2> /dev/null)
            case "$name" in *postgres*) kill -INT "$server" ;; *) exit 0 ;; esac
            tries=600
            while [ -e "$2/data/postmaster.pid" ] && kill -0 "$server" 2> /dev/null && [ "$tries" -gt 0 ]; do
              sleep 0.1 2> /dev/null || sleep 1
              tries=$((tries - 1))
            done
            """;

    private final @Nullable Process shell;

    private Watchdog(@Nullable Process shell) {
        this.shell = shell;
    }

    /** Starts watching over one registration; on Windows, where there is no shell for it, nobody watches. */
    static Watchdog over(Path registration, Path directory) {
        if (Platform.WINDOWS) {
            return new Watchdog(null);
        }
        try {
            return new Watchdog(new ProcessBuilder(
                            "/bin/sh", "-c", SCRIPT, "watchdog", registration.toString(), directory.toString())
                    .directory(directory.toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start /bin/sh to watch over the database server", failure);
        }
    }

    /** Sends the watchdog home: a line, where our death would only close its input. */
    void dismiss() {
        if (shell != null) {
            try (var input = shell.getOutputStream()) {
                input.write('\n');
            } catch (IOException alreadyGone) {
                shell.destroy();
            }
        }
    }

    /** Waits until no watchdog of somebody else is about to stop the server. */
    static void awaitOthers(Path directory) {
        var patience = Patience.of(Duration.ofMinutes(1));
        try (Stream<Path> files = Files.list(directory)) {
            for (var intent : files.filter(Watchdog::isIntent).toList()) {
                while (Files.exists(intent) && isAlive(intent) && patience.isLeft()) {
                    patience.pause();
                }
                Files.deleteIfExists(intent);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot look into " + directory, failure);
        }
    }

    private static boolean isIntent(Path file) {
        return file.getFileName().toString().matches(INTENT + "\\d+");
    }

    private static boolean isAlive(Path intent) {
        long pid = Long.parseLong(intent.getFileName().toString().substring(INTENT.length()));
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
