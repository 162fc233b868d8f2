package io.rekindle.demo;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.intake.ColumnMap;
import io.rekindle.intake.ImportCounts;
import io.rekindle.intake.ImportSink;
import io.rekindle.intake.OrderFile;
import io.rekindle.intake.RejectedRow;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.replay.DayByDay;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration: a shop's orders go through the import, its other events through the intake, and every day through the
 * sweep and the dispatcher, with messages kept in the sandbox. Doing it again on the same data adds nothing.
 */
public final class Demo {

    /** Customers of the invented shop. */
    public static final int CUSTOMERS = 5_000;

    private static final int AT_A_TIME = 1_000;
    private static final List<String> TOPICS =
            List.of("marketing_email", "marketing_sms", "push_opt_in", "personalised");

    private final Installation installation;
    private final DemoShop shop;
    private final Watcher watcher;

    /** Told how far the demonstration is. */
    public interface Watcher {

        /** A part begins, of so many steps. */
        void begins(String part, long steps);

        /** So many steps of the part are done. */
        void reached(long steps);
    }

    private Demo(Installation installation, DemoShop shop, Watcher watcher) {
        this.installation = installation;
        this.shop = shop;
        this.watcher = watcher;
    }

    /**
     * What a demonstration did.
     *
     * @param rejected rows of the file that became no event
     */
    public record Result(
            LocalDate from, LocalDate to, ImportCounts imported, List<RejectedRow> rejected, SweepReport sweeps) {}

    /** Shows the invented shop with so many customers; its files go to that folder. */
    public static Result invented(Installation installation, Path folder, int customers, Watcher watcher) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Demo(installation, DemoShop.invented(customers, folder.resolve("orders.csv")), watcher).run();
    }

    /** Shows a real shop from the file of its orders. */
    public static Result of(Installation installation, Path orders, Watcher watcher) {
        return new Demo(installation, DemoShop.of(orders), watcher).run();
    }

    private Result run() {
        if (!shop.real()) {
            writeOrders();
            identify();
        }
        Importing importing = new Importing();
        watcher.begins("Importing orders", 0);
        ZoneId zone = installation.policy().zone();
        ImportCounts imported =
                new OrderFile(shop.orders(), ColumnMap.BY_NAME, zone, OrderFile.FreeOrders.BY_FILE).read(importing);
        if (importing.last == null || importing.first == null) {
            throw new IllegalArgumentException("there is not one usable order in " + shop.orders());
        }
        if (shop.real()) {
            inventPeople(importing);
        } else {
            events();
        }
        LocalDate from = LocalDate.ofInstant(importing.first, zone);
        LocalDate to = LocalDate.ofInstant(importing.last, zone);
        SweepReport sweeps = replay(from, to);
        return new Result(from, to, imported, importing.rejected, sweeps);
    }

    private void writeOrders() {
        try (BufferedWriter csv = Files.newBufferedWriter(shop.orders())) {
            shop.simulation().writeOrders(csv);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void identify() {
        inBatches(shop.customers(), this::identify);
    }

    private void identify(List<CustomerRecord> batch) {
        installation.intake().identify(batch, installation.clock().millis());
    }

    private void events() {
        watcher.begins("Taking in events", 0);
        long[] done = {0};
        inBatches(shop.events(), batch -> {
            store(batch);
            done[0] += batch.size();
            watcher.reached(done[0]);
        });
    }

    /** Gives the customers of a real file addresses that reach nobody, and consent from their first order on. */
    private void inventPeople(Importing importing) {
        List<CustomerId> ids =
                importing.firstSeen.keySet().stream().map(CustomerId::new).toList();
        inBatches(DemoShop.invented(ids).stream(), this::identify);
        inBatches(
                importing.firstSeen.entrySet().stream().flatMap(one -> TOPICS.stream()
                        .map(topic -> new Event(
                                "demo-consent-" + topic + "-" + one.getKey(),
                                new CustomerId(one.getKey()),
                                "Consent Granted",
                                one.getValue(),
                                new TreeMap<>(Map.of("topic", topic))))),
                this::store);
    }

    private void store(List<Event> batch) {
        installation.intake().store(batch, installation.clock().millis());
    }

    private SweepReport replay(LocalDate from, LocalDate to) {
        watcher.begins("Replaying days", DayByDay.days(from, to));
        DayByDay.ShopDay shopDay = shop.real()
                ? DayByDay.ShopDay.NOTHING
                : new ReactingShop(installation, shop.simulation().reactions(Reactions.Settings.standard()));
        long[] done = {0};
        return new DayByDay(installation, shopDay).run(from, to, day -> watcher.reached(++done[0]));
    }

    private interface Batch<T> {
        void take(List<T> batch);
    }

    private static <T> void inBatches(Stream<T> all, Batch<T> batch) {
        List<T> next = new ArrayList<>();
        for (Iterator<T> each = all.iterator(); each.hasNext(); ) {
            next.add(each.next());
            if (next.size() == AT_A_TIME || !each.hasNext()) {
                batch.take(next);
                next = new ArrayList<>();
            }
        }
    }

    /** Stores what the file brings, and remembers its days and its customers. */
    private final class Importing implements ImportSink {
        private final TreeMap<String, Instant> firstSeen = new TreeMap<>();
        private final List<RejectedRow> rejected = new ArrayList<>();
        private @Nullable Instant first;
        private @Nullable Instant last;

        @Override
        public void events(List<Event> batch) {
            store(batch);
            for (Event event : batch) {
                Instant at = event.occurredAt();
                first = first == null || at.isBefore(first) ? at : first;
                last = last == null || at.isAfter(last) ? at : last;
                if (event.key().equals("order_completed")) {
                    firstSeen.merge(event.customer().value(), at, (a, b) -> a.isBefore(b) ? a : b);
                }
            }
        }

        @Override
        public void rejected(RejectedRow row) {
            rejected.add(row);
        }

        @Override
        public void progress(long bytesRead, long bytesTotal) {
            watcher.begins("Importing orders", bytesTotal);
            watcher.reached(bytesRead);
        }
    }
}
