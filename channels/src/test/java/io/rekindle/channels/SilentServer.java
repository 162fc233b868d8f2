package io.rekindle.channels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that reads a whole HTTP request and then hangs up, or says nothing. */
public final class SilentServer implements AutoCloseable {

    private final ServerSocket listener;
    private final boolean hangsUp;

    /** How many whole requests it has read. */
    public final AtomicInteger requests = new AtomicInteger();

    public SilentServer(boolean hangsUp) {
        this.hangsUp = hangsUp;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::acceptAll, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                readRequest(socket.getInputStream());
                requests.incrementAndGet();
                if (hangsUp) {
                    socket.close();
                }
            } catch (IOException e) {
                // the client went away, or the test is over
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("cut off");
            }
            head.append((char) b);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        if (in.readNBytes(length).length < length) {
            throw new IOException("cut off");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
