package io.rekindle.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** An SMTP server on loopback that takes everything, a little slowly, and writes down each message it took and whom it was for. */
public final class RecordingSmtpServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Duration perMessage;
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> letters = new LinkedBlockingQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /**
     * @param perMessage how long it takes between the end of a message and its answer
     */
    public RecordingSmtpServer(Duration perMessage) {
        this.perMessage = perMessage;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::acceptAll);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many messages it took so far. */
    int count() {
        return received.size();
    }

    /** Whom each message was for, in the order it took them; whoever got two is in it twice. */
    public List<String> recipients() {
        return List.copyOf(received);
    }

    /** The messages as they were sent, in the order it took them. */
    public List<String> letters() {
        return List.copyOf(letters);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "recording-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                start(() -> converse(socket));
            }
        } catch (IOException over) {
            // closed: the test is over
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            answer(socket, "220 recording");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        answer(socket, "250 ok");
                    }
                    case "DATA" -> {
                        answer(socket, "354 go ahead");
                        String letter = data(in);
                        LockSupport.parkNanos(perMessage.toNanos());
                        // From here on the message is taken, whether or not anybody is left to read the answer.
                        letters.add(letter);
                        received.add(recipient);
                        answer(socket, "250 queued as " + received.size());
                    }
                    case "QUIT" -> answer(socket, "221 bye");
                    default -> answer(socket, "250 ok");
                }
            }
        } catch (IOException gone) {
            // the client was killed, or the test is over
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("cut off in the middle of a message");
            }
            data.append(line).append("\r\n");
        }
        return data.toString();
    }

    private static void answer(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
