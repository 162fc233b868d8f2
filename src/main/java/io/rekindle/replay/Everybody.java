package io.rekindle.replay;

import io.rekindle.engine.rule.book.Policy;
import io.rekindle.postgres.CustomerScan;
import io.rekindle.postgres.PostgresCustomers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Counts over everybody: first over some who are drawn, which takes moments, and then exactly, on all processors. */
final class Everybody<T extends Tally<T>> {

    /** Of so many, an interval is at most 4.4 percent wide. */
    static final int DRAWN = 2_000;

    /** Each takes a connection, of which others need some too. */
    private static final int MOST_READERS = 4;

    private final DataSource source;
    private final Supplier<Policy> policy;
    private final Supplier<T> begin;

    /**
     * @param begin an empty tally
     */
    Everybody(DataSource source, Supplier<Policy> policy, Supplier<T> begin) {
        this.source = source;
        this.policy = policy;
        this.begin = begin;
    }

    /** What was counted over so many drawn of all. */
    record Drawn<T>(T tally, long drawn, long all) {}

    /** Counts some; those of another seed are others. The tally is closed. */
    Drawn<T> some(long seed) {
        try (T tally = begin.get()) {
            long[] drawn = new long[1];
            long all = new PostgresCustomers(source, policy).draw(seed, DRAWN, known -> {
                tally.count(known);
                drawn[0]++;
            });
            return new Drawn<>(tally, drawn[0], all);
        }
    }

    /**
     * Counts everybody as of one moment; empty where it was stopped. The tally is closed.
     *
     * @param progress told how many have been read, by one thread at a time; where it says no, reading stops
     */
    Optional<T> all(LongPredicate progress) {
        int readers = Math.min(MOST_READERS, Runtime.getRuntime().availableProcessors());
        List<T> tallies = Stream.generate(begin).limit(readers).toList();
        try {
            List<Consumer<PostgresCustomers.Known>> counting = new ArrayList<>();
            tallies.forEach(tally -> counting.add(tally::count));
            if (!new CustomerScan(source, policy).read(counting, progress)) {
                return Optional.empty();
            }
            T sum = tallies.get(0);
            tallies.subList(1, tallies.size()).forEach(sum::add);
            return Optional.of(sum);
        } finally {
            tallies.forEach(Tally::close);
        }
    }
}
