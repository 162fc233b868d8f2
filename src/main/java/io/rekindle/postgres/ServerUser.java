package io.rekindle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom the server runs, and how a command is started as that user; PostgreSQL refuses to run as root.
 *
 * @param prefix what stands before each command
 * @param owner the account that must own the server's files, when it is not ours
 */
record ServerUser(List<String> prefix, Optional<String> owner) {

    private static final ServerUser OURSELVES = new ServerUser(List.of(), Optional.empty());

    /** A user namespace in which we are nobody, while our files stay ours. */
    private static final ServerUser NAMELESS = new ServerUser(List.of("unshare", "-U"), Optional.empty());

    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    /** Chooses by who we are, who owns the data directory, and what this machine lets us do. */
    static ServerUser forData(Path data) {
        if (!Platform.isRoot()) {
            return OURSELVES;
        }
        var owner = ownerOf(data);
        if (owner.filter(name -> !name.equals("root")).isPresent()) {
            return owner.flatMap(ServerUser::as).orElseThrow(ServerUser::noWay);
        }
        if (NAMELESS.works()) {
            return NAMELESS;
        }
        return UNPRIVILEGED.stream()
                .flatMap(name -> as(name).stream())
                .findFirst()
                .orElseThrow(ServerUser::noWay);
    }

    List<String> command(String... words) {
        return Stream.concat(prefix.stream(), Stream.of(words)).toList();
    }

    /** Hands a tree of files to the account that the server runs as, unless it has it already. */
    void own(Path tree) {
        if (owner.isEmpty() || ownerOf(tree).equals(owner)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            var account = tree.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner.get());
            for (var path : all.toList()) {
                Files.setOwner(path, account);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot hand " + tree + " to " + owner.get(), failure);
        }
    }

    private static Optional<ServerUser> as(String account) {
        var ways = new ArrayList<List<String>>();
        ways.add(List.of("setpriv", "--reuid", account, "--clear-groups", "--"));
        ways.add(List.of("runuser", "-u", account, "--"));
        ways.add(List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", account));
        return ways.stream()
                .map(prefix -> new ServerUser(prefix, Optional.of(account)))
                .filter(ServerUser::works)
                .findFirst();
    }

    private boolean works() {
        return Program.succeeds(command("/bin/sh", "-c", "test \"$(id -u)\" != 0"), Path.of("/"));
    }

    private static Optional<String> ownerOf(Path data) {
        try {
            return Files.isDirectory(data) ? Optional.of(Files.getOwner(data).getName()) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot tell who owns " + data, failure);
        }
    }

    private static PostgresUnavailableException noWay() {
        return new PostgresUnavailableException(
                "PostgreSQL refuses to run as root, and neither unshare, setpriv, runuser"
                        + " nor su could start it as another user; run Rekindle as an ordinary user, or name a server in"
                        + " REKINDLE_DB_URL");
    }
}
