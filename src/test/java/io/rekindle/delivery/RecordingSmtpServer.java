package io.rekindle.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * An SMTP server on loopback that behaves to each recipient as it is told, and writes down each message it took. As a program
 * it takes everything, and prints its port.
 */
public final class RecordingSmtpServer implements AutoCloseable {

    /** A message the server took, and when by {@link System#nanoTime()}. */
    public record Taken(String touchpoint, String recipient, long nanos) {}

    /**
     * How a message is dealt with.
     *
     * @param toRecipient the reply to RCPT
     * @param pause between the end of the message and its answer
     * @param taken whether the message is taken, whatever is answered
     * @param toMessage the reply to the end of the message; empty to hang up instead
     */
    public record Manner(String toRecipient, Duration pause, boolean taken, String toMessage) {

        public static final Manner TAKES = new Manner("250 ok", Duration.ZERO, true, "250 queued");

        public static Manner refusesRecipient(String reply) {
            return new Manner(reply, Duration.ZERO, false, "554 no recipient");
        }

        public static Manner refusesMessage(String reply) {
            return new Manner("250 ok", Duration.ZERO, false, reply);
        }

        public static Manner takesAndHangsUp() {
            return new Manner("250 ok", Duration.ZERO, true, "");
        }

        public static Manner slow(Duration pause) {
            return new Manner("250 ok", pause, true, "250 queued");
        }
    }

    private static final String ID = "Message-ID: <";

    private final BiFunction<String, Integer, Manner> manners;
    private final LinkedBlockingQueue<Taken> received = new LinkedBlockingQueue<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listener;

    /** A list that grows with each message would be measured too. */
    private volatile boolean keeps = true;

    private volatile boolean keepsLetters = true;

    /** Takes everything, and keeps only who got it when: for measurements of many messages. */
    public static RecordingSmtpServer withoutLetters() {
        RecordingSmtpServer server = new RecordingSmtpServer(Duration.ZERO);
        server.keepsLetters = false;
        return server;
    }

    /** Takes everything, a little slowly. */
    public RecordingSmtpServer(Duration perMessage) {
        this((recipient, attempt) -> Manner.slow(perMessage));
    }

    /**
     * @param manners by recipient and the number of the attempt to reach them, from 1 on
     */
    public RecordingSmtpServer(BiFunction<String, Integer, Manner> manners) {
        this.manners = manners;
        this.listener = listen(0);
    }

    /** A sink for measurements: a process of its own, so that its share of the processor is not counted. */
    public static void main(String[] args) throws InterruptedException {
        try (RecordingSmtpServer sink = new RecordingSmtpServer(Duration.ZERO)) {
            sink.keeps = false;
            System.out.println(sink.port());
            Thread.currentThread().join();
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many messages it took so far. */
    public int count() {
        return received.size();
    }

    /** What it took, in order; a message it took twice is in it twice. */
    public List<Taken> taken() {
        return List.copyOf(received);
    }

    /** Whom each message was for, in the order it took them; whoever got two is in it twice. */
    public List<String> recipients() {
        return received.stream().map(Taken::recipient).toList();
    }

    /** The messages as they came, in the order it took them. */
    public List<String> letters() {
        return List.copyOf(letters);
    }

    /** How many times somebody tried to reach the recipient. */
    public int attempts(String recipient) {
        return attempts.getOrDefault(recipient, new AtomicInteger()).get();
    }

    /** Nobody answers any more, and who was being served is cut off. */
    public void goDown() {
        close();
    }

    /** Answers again, at the same port. */
    public void comeBack() {
        listener = listen(port());
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            start(() -> acceptAll(socket));
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "recording-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll(ServerSocket from) {
        try {
            while (true) {
                Socket socket = from.accept();
                open.add(socket);
                start(() -> converse(socket));
            }
        } catch (IOException over) {
            // closed: it is down, or the test is over
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            OutputStream out = socket.getOutputStream();
            reply(out, "220 recording");
            Manner manner = Manner.TAKES;
            String recipient = "";
            for (String line = line(in); line != null; line = line(in)) {
                switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                    case "EHLO" -> reply(out, "250-recording\r\n250-8BITMIME\r\n250 PIPELINING");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        int attempt = keeps
                                ? attempts.computeIfAbsent(recipient, any -> new AtomicInteger())
                                        .incrementAndGet()
                                : 1;
                        manner = manners.apply(recipient, attempt);
                        reply(out, manner.toRecipient());
                    }
                    case "DATA" -> {
                        if (!data(in, out, recipient, manner)) {
                            return;
                        }
                    }
                    case "QUIT" -> {
                        reply(out, "221 bye");
                        return;
                    }
                    default -> reply(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // the client was killed, or the test is over
        } finally {
            open.remove(socket);
        }
    }

    /** Reads a message and answers it; false to hang up. */
    private boolean data(InputStream in, OutputStream out, String recipient, Manner manner) throws IOException {
        if (!manner.toRecipient().startsWith("2")) {
            reply(out, "554 no valid recipients");
            return true;
        }
        reply(out, "354 go ahead");
        String letter = readMessage(in);
        LockSupport.parkNanos(manner.pause().toNanos());
        if (manner.taken()) {
            // From here on the message is taken, whether or not anybody is left to read the answer.
            if (keeps) {
                if (keepsLetters) {
                    letters.add(letter);
                }
                received.add(new Taken(touchpoint(letter), recipient, System.nanoTime()));
            }
        }
        if (manner.toMessage().isEmpty()) {
            return false;
        }
        reply(out, manner.toMessage());
        return !manner.toMessage().startsWith("421");
    }

    /** Reads to the final dot. */
    private static String readMessage(InputStream in) throws IOException {
        StringBuilder letter = new StringBuilder();
        for (String line = line(in); !".".equals(line); line = line(in)) {
            if (line == null) {
                throw new IOException("cut off in the middle of a message");
            }
            letter.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return letter.toString();
    }

    /** The touchpoint that the Message-ID names; empty where it names none. */
    private static String touchpoint(String letter) {
        int begin = letter.indexOf(ID);
        return begin < 0 ? "" : letter.substring(begin + ID.length(), letter.indexOf('@', begin));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void reply(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
