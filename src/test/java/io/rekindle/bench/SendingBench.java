package io.rekindle.bench;

import io.rekindle.SmallShop;
import io.rekindle.channels.email.letter.DkimKey;
import io.rekindle.postgres.Database;
import io.rekindle.schedule.DispatchLoop;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * E-mails through the whole path, from claim to settled, against a bare Jakarta Mail loop: as many connections, the same sink,
 * the same run, by turns. The database waits for the disk, as a real one does.
 */
class SendingBench {

    private static final int MESSAGES = Integer.getInteger("rekindle.bench.messages", 20_000);
    private static final int WARMING_UP = Integer.getInteger("rekindle.bench.warming", 10_000);
    private static final int ROUNDS = Integer.getInteger("rekindle.bench.rounds", 3);

    private record Figures(
            double perSecond, double ownEach, double bothEach, double dispatchers, double compiler, double walEach) {}

    private interface Sending {
        void send(int messages) throws Exception;
    }

    @Test
    void sending() throws Exception {
        try (Database database = Database.open(Path.of("target", "bench-home"), Map.of());
                MailSink sink = MailSink.start();
                BenchReport report = new BenchReport("sending " + MESSAGES + " e-mails, median of " + ROUNDS)) {
            List<Figures> slow = new ArrayList<>();
            List<Figures> bare = new ArrayList<>();
            List<Figures> ours = new ArrayList<>();
            List<Figures> signed = new ArrayList<>();
            DkimKey key = key();
            measure(database, WARMING_UP, messages -> bare(sink, messages, true));
            dispatch(database, sink, WARMING_UP, null);
            for (int round = 0; round < ROUNDS; round++) {
                slow.add(measure(database, MESSAGES / 20, messages -> bare(sink, messages, false)));
                bare.add(measure(database, MESSAGES, messages -> bare(sink, messages, true)));
                ours.add(dispatch(database, sink, MESSAGES, null));
                signed.add(dispatch(database, sink, MESSAGES, key));
            }
            tell(report, "bare Jakarta Mail loop", slow, bare);
            tell(report, "bare loop with TCP_NODELAY", bare, bare);
            tell(report, "rekindle", ours, bare);
            tell(report, "rekindle with DKIM, RSA 2048", signed, bare);
            report.atLeast("throughput against the bare loop", ratio(ours, slow), "x", 1);
            report.atLeast("throughput against the bare loop with TCP_NODELAY", ratio(ours, bare), "x", 1);
            report.figure("rekindle: of it the dispatchers' threads", median(ours, Figures::dispatchers), "ms");
            report.figure("rekindle: of it the JVM's compiler", median(ours, Figures::compiler), "ms");
            report.figure("rekindle: log written a message", median(ours, Figures::walEach), "bytes");
            double own = median(ours, Figures::ownEach);
            double both = median(ours, Figures::bothEach);
            report.atMost("CPU of the process a message", own, "ms", 0.5);
            report.atMost("the same against the bare loop's in this run", own, "ms", median(bare, Figures::ownEach));
            report.atMost("CPU with its share of the database", both, "ms", 0.5);
            report.atMost("the same against the bare loop's in this run", both, "ms", median(bare, Figures::ownEach));
        }
    }

    private static void bare(MailSink sink, int messages, boolean prompt) throws Exception {
        BareLoop.send(sink.port(), messages, Mailing.CONNECTIONS, prompt, Mailing.TEXT, Mailing.HTML);
    }

    private static Figures dispatch(Database database, MailSink sink, int messages, @Nullable DkimKey key)
            throws Exception {
        SmallShop shop = Mailing.shop(database.dataSource());
        Mailing.plan(shop, "c", messages);
        try (DispatchLoop loop = Mailing.loop(shop, sink.port(), key, Map.of())) {
            return measure(database, messages, all -> Mailing.sendAll(shop, loop));
        }
    }

    private static Figures measure(Database database, int messages, Sending sending) throws Exception {
        double writtenBefore = written(database);
        Processor before = Processor.now(database.dataSource());
        long begun = System.nanoTime();
        sending.send(messages);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double written = written(database) - writtenBefore;
        Processor used = Processor.now(database.dataSource()).since(before);
        Figures figures = new Figures(
                messages / seconds,
                used.ownEach(messages),
                used.bothEach(messages),
                used.each("dispatchers", messages),
                used.each("compiler", messages),
                written / messages);
        System.out.printf(
                "    %6d messages: %7.0f/s, %.3f ms CPU each, %.3f with the database%n",
                messages, figures.perSecond, figures.ownEach, figures.bothEach);
        return figures;
    }

    /** Bytes of the database's write-ahead log. */
    private static double written(Database database) {
        return JdbcClient.create(database.dataSource())
                .sql("select (pg_current_wal_insert_lsn() - '0/0')::float8")
                .query(Double.class)
                .single();
    }

    private static void tell(BenchReport report, String what, List<Figures> rounds, List<Figures> bare) {
        report.figure(what + ": messages", median(rounds, Figures::perSecond), "/s");
        report.figure(what + ": CPU of the process a message", median(rounds, Figures::ownEach), "ms");
        if (rounds != bare) {
            report.figure(what + ": CPU with the database", median(rounds, Figures::bothEach), "ms");
        }
    }

    private static double ratio(List<Figures> ours, List<Figures> bare) {
        return median(ours, Figures::perSecond) / median(bare, Figures::perSecond);
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        return rounds.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static DkimKey key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return new DkimKey("example.com", "k1", generator.generateKeyPair().getPrivate());
    }
}
