package io.rekindle.bench;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.SocketFactory;

/** What anybody would write first: Jakarta Mail in a loop, a connection a thread; no ledger, no checks, no templates. */
final class BareLoop {

    private BareLoop() {}

    /**
     * Sends so many letters over so many connections.
     *
     * @param prompt with TCP_NODELAY, which Jakarta Mail does not set by itself
     */
    static void send(int port, int letters, int connections, boolean prompt, String text, String html)
            throws Exception {
        Properties properties = new Properties();
        if (prompt) {
            properties.put("mail.smtp.socketFactory", new PromptSockets());
        }
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Void>> shares = new ArrayList<>();
            for (int share = 0; share < connections; share++) {
                int first = share;
                shares.add(() -> {
                    share(port, properties, first, letters, connections, text, html);
                    return null;
                });
            }
            for (Future<Void> ended : threads.invokeAll(shares)) {
                ended.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void share(
            int port, Properties properties, int first, int letters, int step, String text, String html)
            throws Exception {
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", port, null, null);
            for (int number = first; number < letters; number += step) {
                MimeMessage mail = new MimeMessage(session);
                InternetAddress to = new InternetAddress("c" + number + "@example.com");
                mail.setFrom(new InternetAddress("shop@example.com", "Shop", "UTF-8"));
                mail.setRecipient(RecipientType.TO, to);
                mail.setSubject("Ann, we have thought of you", "UTF-8");
                MimeBodyPart plain = new MimeBodyPart();
                plain.setText(text, "UTF-8");
                MimeBodyPart page = new MimeBodyPart();
                page.setText(html, "UTF-8", "html");
                mail.setContent(new MimeMultipart("alternative", plain, page));
                mail.saveChanges();
                transport.sendMessage(mail, new InternetAddress[] {to});
            }
        }
    }

    private static final class PromptSockets extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return new Socket(host, port, from, fromPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return new Socket(host, port, from, fromPort);
        }
    }
}
