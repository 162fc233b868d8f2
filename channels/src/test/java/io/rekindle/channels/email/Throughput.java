package io.rekindle.channels.email;

import io.rekindle.channels.email.SmtpSettings.Tls;
import io.rekindle.channels.email.letter.DkimKey;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.email.letter.Returns;
import io.rekindle.channels.email.letter.UnsubscribePage;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Seal;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Measures this channel against a bare Jakarta Mail loop, on as many connections to the same sink, which is a process of its own.
 *
 * <p>A bare loop waits for delayed acknowledgements (Nagle); it is shown with and without. Arguments: letters a round, connections, rounds. CPU is that of the sending threads alone.
 */
final class Throughput {

    private static final String TEXT = "Hello, here is what we thought you would like.\n".repeat(20);
    private static final String HTML = "<p>您好 <b>there</b>, here is what we thought you would like.</p>\n".repeat(100);

    private record Figures(double perSecond, double cpuMillis) {}

    private interface Sender extends AutoCloseable {
        void send(int number) throws Exception;
    }

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            SmtpSink.main(args);
            return;
        }
        int letters = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Process sink = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Throughput.class.getName(),
                        "sink")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int port =
                    Integer.parseInt(Objects.requireNonNull(sink.inputReader().readLine()));
            System.out.printf("%-34s %10s %12s%n", "round", "letters/s", "CPU ms each");
            for (int round = 1; round <= rounds; round++) {
                Figures bare = measure(letters / 20, connections, () -> bare(port, new Properties()));
                var prompt = new Properties();
                prompt.put("mail.smtp.socketFactory", new PromptSockets());
                Figures undelayed = measure(letters, connections, () -> bare(port, prompt));
                Figures plain = channel(letters, connections, port, null);
                Figures small = channel(letters, connections, port, key(1024));
                Figures signed = channel(letters, connections, port, key(2048));
                print(round + " bare Jakarta Mail", bare, bare);
                print(round + " and with TCP_NODELAY", undelayed, bare);
                print(round + " this channel", plain, bare);
                print(round + " and DKIM, RSA 1024", small, bare);
                print(round + " and DKIM, RSA 2048", signed, bare);
            }
        } finally {
            sink.destroy();
        }
    }

    private static void print(String what, Figures figures, Figures bare) {
        System.out.printf(
                "%-34s %10.0f %12.3f   %.2f x bare%n",
                what, figures.perSecond(), figures.cpuMillis(), figures.perSecond() / bare.perSecond());
    }

    private static Figures channel(int letters, int connections, int port, @Nullable DkimKey key) throws Exception {
        var limit = Duration.ofSeconds(30);
        var smtp = new SmtpSettings("127.0.0.1", port, null, null, Tls.NONE, null, connections, limit, limit, limit);
        var seal = new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8));
        var head = new Letterhead(
                "shop@shop.example",
                "悦买",
                "shop.example",
                new Returns("returns.shop.example", seal),
                new UnsubscribePage(URI.create("https://shop.example/u/"), seal),
                "yuemai",
                key);
        try (var channel = new SmtpChannel(smtp, head)) {
            return measure(letters, connections, () -> ours(channel));
        }
    }

    private static Sender ours(SmtpChannel channel) {
        return new Sender() {
            @Override
            public void send(int number) {
                var to = new ContactPoint(ChannelName.EMAIL, "ann" + number + "@customer.example");
                var content = new Content("您好, number " + number, TEXT + number, HTML + number);
                Answer answer = channel.deliver(
                        new Message(UUID.randomUUID().toString(), to, content, "zh", "dormant-recall", Long.MAX_VALUE));
                if (!(answer instanceof Answer.Accepted)) {
                    throw new IllegalStateException(answer.toString());
                }
            }

            @Override
            public void close() {}
        };
    }

    private static Sender bare(int port, Properties properties) throws Exception {
        Session session = Session.getInstance(properties);
        Transport transport = session.getTransport("smtp");
        transport.connect("127.0.0.1", port, null, null);
        return new Sender() {
            @Override
            public void send(int number) throws Exception {
                var mail = new MimeMessage(session);
                mail.setFrom(new InternetAddress("shop@shop.example", "悦买", "UTF-8"));
                var to = new InternetAddress("ann" + number + "@customer.example");
                mail.setRecipient(RecipientType.TO, to);
                mail.setSubject("您好, number " + number, "UTF-8");
                var text = new MimeBodyPart();
                text.setText(TEXT + number, "UTF-8");
                var page = new MimeBodyPart();
                page.setText(HTML + number, "UTF-8", "html");
                mail.setContent(new MimeMultipart("alternative", text, page));
                mail.saveChanges();
                transport.sendMessage(mail, new InternetAddress[] {to});
            }

            @Override
            public void close() throws Exception {
                transport.close();
            }
        };
    }

    private static Figures measure(int letters, int connections, Callable<Sender> senders) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long begun = System.nanoTime();
            List<Future<Long>> cpu = new ArrayList<>();
            for (int thread = 0; thread < connections; thread++) {
                int first = thread;
                cpu.add(threads.submit(() -> share(senders, first, letters, connections)));
            }
            long nanos = 0;
            for (Future<Long> each : cpu) {
                nanos += each.get();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Figures(letters / seconds, nanos / 1e6 / letters);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long share(Callable<Sender> senders, int first, int letters, int connections) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        try (Sender sender = senders.call()) {
            for (int number = first; number < letters; number += connections) {
                sender.send(number);
            }
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static DkimKey key(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return new DkimKey("shop.example", "k1", generator.generateKeyPair().getPrivate());
    }
}
