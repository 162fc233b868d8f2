package io.rekindle.reader;

import io.rekindle.engine.delivery.Receipt;
import io.rekindle.engine.delivery.Receipt.Kind;
import io.rekindle.postgres.ReaderVisits;
import io.rekindle.postgres.ReaderVisits.Row;
import io.rekindle.receipt.Receipts;
import io.rekindle.schedule.Bell;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps visits for some seconds, to see what else comes in of the same message; then those of people become receipts, and those of
 * machines are counted. Any node may judge what another one kept: the same receipt is stored once.
 */
public final class Visits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
    private static final Duration WAIT = MachineSigns.AT_ONCE.plusSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 200;

    private final ReaderVisits store;
    private final Receipts receipts;
    private final Consumer<Kind> machines;
    private final Clock clock;
    private final Bell bell = new Bell();
    private final Thread thread = new Thread(this::run, "visits");
    private volatile boolean closed;

    /**
     * @param machines hears of each visit that is taken for a machine's
     */
    public Visits(ReaderVisits store, Receipts receipts, Consumer<Kind> machines, Clock clock) {
        this.store = store;
        this.receipts = receipts;
        this.machines = machines;
        this.clock = clock;
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * A link was followed or a picture loaded; nothing is kept where the message is gone.
     *
     * @param purpose what Sec-Purpose, Purpose or X-Moz say, or empty
     */
    void came(String touchpoint, Kind kind, int link, String method, String agent, String purpose) {
        long now = clock.millis();
        store.sentAt(touchpoint).ifPresent(sentAt -> {
            Duration since = Duration.ofMillis(sentAt == 0 ? 0 : Math.max(0, now - sentAt));
            var request = new MachineSigns.Request(method, agent, purpose, since);
            store.add(new Row(touchpoint, name(kind), link, name(MachineSigns.in(kind, request)), now, false));
            bell.ring();
        });
    }

    /** Judges what has waited long enough; returns whether some of it waits still. */
    public boolean judge() {
        long until = clock.millis() - WAIT.toMillis();
        Map<String, List<Row>> byMessage =
                store.toJudge(until, AT_ONCE).stream().collect(Collectors.groupingBy(Row::touchpoint));
        byMessage.values().forEach(rows -> {
            List<Visit> all = rows.stream().map(Visits::visit).toList();
            rows.stream()
                    .filter(row -> !row.settled() && row.at() <= until)
                    .forEach(row -> settle(row, MachineSigns.among(visit(row), all)));
        });
        return store.forget(clock.millis() - 2 * MachineSigns.AROUND_A_TRAP.toMillis());
    }

    private void settle(Row row, MachineSigns.Sign sign) {
        Visit visit = visit(row);
        if (sign != MachineSigns.Sign.NONE || visit.isOfTrap()) {
            machines.accept(visit.kind());
        } else if (visit.kind() == Kind.OPENED) {
            receipts.take(new Receipt(row.touchpoint(), Kind.OPENED, row.at()));
        } else {
            receipts.take(new Receipt(
                    row.touchpoint(), Kind.CLICKED, row.at(), String.valueOf(row.link()), Map.of("link", row.link())));
        }
        store.settle(row);
    }

    private static Visit visit(Row row) {
        return new Visit(
                Kind.valueOf(row.kind().toUpperCase(Locale.ROOT)),
                row.link(),
                MachineSigns.Sign.valueOf(row.sign().toUpperCase(Locale.ROOT)),
                row.at());
    }

    private static String name(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private void run() {
        while (!closed) {
            bell.await(judgeSafely() ? LOOK : IDLE);
        }
    }

    private boolean judgeSafely() {
        try {
            return judge();
        } catch (RuntimeException failure) {
            // The loop's edge: what was kept is judged at the next look.
            LOG.error("visits could not be judged", failure);
            return true;
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
        try {
            thread.join(LOOK.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
