package io.rekindle.channels.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server on loopback that does, command by command, what a test tells it, and remembers what it was told. */
final class ScriptedSmtpServer implements AutoCloseable {

    /** What it does for one command. */
    record Reaction(String reply, End end) {

        enum End {
            STAYS,
            CLOSES,
            RESETS
        }

        static Reaction reply(String text) {
            return new Reaction(text, End.STAYS);
        }

        static Reaction replyThenClose(String text) {
            return new Reaction(text, End.CLOSES);
        }

        static Reaction replyThenReset(String text) {
            return new Reaction(text, End.RESETS);
        }

        static Reaction close() {
            return new Reaction("", End.CLOSES);
        }

        static Reaction reset() {
            return new Reaction("", End.RESETS);
        }

        static Reaction silence() {
            return new Reaction("", End.STAYS);
        }
    }

    private static final String END_OF_DATA = ".";

    private final ServerSocket listener;
    private final Map<String, Queue<Reaction>> script = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> extensions = new CopyOnWriteArrayList<>();

    /** Every command, in order of arrival over all connections. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    /** The data of each message whose end arrived, whatever was replied. */
    final List<String> complete = new CopyOnWriteArrayList<>();

    final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();

    /** For STARTTLS; null where the server cannot. */
    private final @Nullable SSLContext tls;

    ScriptedSmtpServer(String... extensions) {
        this(null, extensions);
    }

    ScriptedSmtpServer(@Nullable SSLContext tls, String... extensions) {
        this.tls = tls;
        this.extensions.addAll(List.of(extensions));
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The next times that verb comes (GREETING, MAIL, RCPT, DATA, "." for the end of the data …), react so. */
    ScriptedSmtpServer on(String verb, Reaction... reactions) {
        script.computeIfAbsent(verb, any -> new ArrayDeque<>()).addAll(List.of(reactions));
        return this;
    }

    /** Closes every connection, as a relay does that was idle for too long or restarts. */
    void dropAll() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        dropAll();
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                start(() -> converse(socket));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void converse(Socket plain) {
        mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
        try (plain) {
            Socket socket = plain;
            BufferedReader in = reader(socket);
            react(socket, "GREETING", "220 scripted ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                String reply = react(socket, verb, usualReply(verb));
                if (verb.equals("STARTTLS") && tls != null) {
                    socket = secured(tls, plain);
                    in = reader(socket);
                }
                if (reply.startsWith("354") && !socket.isClosed()) {
                    complete.add(data(in));
                    react(socket, END_OF_DATA, "250 2.0.0 Ok: queued as Q" + complete.size() + "XYZ");
                }
            }
        } catch (IOException e) {
            // dropped, by the script or by the client
        } finally {
            now.decrementAndGet();
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Socket secured(SSLContext tls, Socket plain) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "client", 0, true);
        socket.setUseClientMode(false);
        return socket;
    }

    private String usualReply(String verb) {
        return switch (verb) {
            case "EHLO" ->
                ("250-scripted\r\n250-" + String.join("\r\n250-", extensions)).replaceFirst("(?s)(.*)250-", "$1250 ");
            case "DATA" -> "354 go ahead";
            case "STARTTLS" -> "220 go ahead";
            case "AUTH" -> "235 2.7.0 welcome";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static String data(BufferedReader in) throws IOException {
        var data = new StringBuilder();
        for (String line = in.readLine(); !END_OF_DATA.equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("cut off");
            }
            data.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return data.toString();
    }

    private String react(Socket socket, String verb, String usually) throws IOException {
        Reaction scripted = script.getOrDefault(verb, new ArrayDeque<>()).poll();
        Reaction reaction = scripted == null ? Reaction.reply(usually) : scripted;
        if (!reaction.reply().isEmpty()) {
            OutputStream out = socket.getOutputStream();
            String end = reaction.reply().endsWith("\n") ? "" : "\r\n";
            out.write((reaction.reply() + end).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        if (reaction.end() == Reaction.End.RESETS) {
            socket.setSoLinger(true, 0);
        }
        if (reaction.end() != Reaction.End.STAYS) {
            socket.close();
        }
        return reaction.reply();
    }
}
