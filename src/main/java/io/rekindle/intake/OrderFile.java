package io.rekindle.intake;

import io.rekindle.engine.event.Event;
import io.rekindle.intake.CsvRows.Fields;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of orders, plain or gzipped, UTF-8 with or without a byte order mark; read as a stream, whatever its size.
 *
 * <p>An order becomes {@code Order Completed} with the message id {@code order-ORDER}; a row that is cancelled or has a
 * negative amount becomes {@code Order Refunded} with the message id {@code refund-ORDER} and a positive total. The ids
 * make it safe to import a file twice. Of several refunds of one order only the first is taken. Every other row is
 * rejected, with its line and reason, and the import goes on.
 *
 * @param zone the zone of times that say none
 */
public record OrderFile(Path path, ColumnMap columns, ZoneId zone, FreeOrders freeOrders) {

    /** The most events handed over at once. */
    public static final int BATCH = 1_000;

    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;

    /** What an order of amount 0 is. */
    public enum FreeOrders {
        /** As the file suggests: in one that lists cancellations it is a correction, in a plain list of orders an order. */
        BY_FILE,
        /** Not an order but a correction, a sample or a test: the row is rejected. */
        REJECT,
        /** An order like any other, as in shops that give things away. */
        KEEP
    }

    /**
     * Reads the whole file into the sink.
     *
     * @throws UnusableOrderFile if there is no such file, or a column it must have is not found
     */
    public ImportCounts read(ImportSink sink) {
        try (var counted = new CountedBytes(Files.newInputStream(path));
                var text = decoded(counted)) {
            return new Reading(sink, counted, Files.size(path)).all(text);
        } catch (NoSuchFileException missing) {
            throw new UnusableOrderFile("There is no file " + path + ".", missing);
        } catch (IOException broken) {
            throw new UnusableOrderFile("Cannot read " + path + ": " + broken.getMessage(), broken);
        }
    }

    /** Gzip is known by its first two bytes, not by the file's name. */
    private static Reader decoded(InputStream bytes) throws IOException {
        var buffered = new BufferedInputStream(bytes);
        buffered.mark(2);
        boolean gzip = buffered.read() == GZIP_FIRST_BYTE && buffered.read() == GZIP_SECOND_BYTE;
        buffered.reset();
        return new InputStreamReader(gzip ? new GZIPInputStream(buffered) : buffered, StandardCharsets.UTF_8);
    }

    /** One pass through the file. */
    private final class Reading {

        private final ImportSink sink;
        private final CountedBytes bytes;
        private final long size;
        private final Map<RejectedRow.Reason, Long> rejected = new EnumMap<>(RejectedRow.Reason.class);
        private final List<Event> batch = new ArrayList<>(BATCH);
        private long read;
        private long orders;
        private long refunds;

        Reading(ImportSink sink, CountedBytes bytes, long size) {
            this.sink = sink;
            this.bytes = bytes;
            this.size = size;
        }

        ImportCounts all(Reader text) throws IOException {
            var rows = new CsvRows(text, this::reject);
            Fields header = rows.next();
            if (header == null || read > 0) {
                throw new UnusableOrderFile(path + (read > 0 ? " has no readable header." : " is empty."));
            }
            var places = columns.in(header.values());
            boolean keepFree = freeOrders == FreeOrders.KEEP
                    || (freeOrders == FreeOrders.BY_FILE && !places.containsKey(ColumnMap.Field.CANCEL));
            var orderRows = new OrderRows(header.values(), places, zone, keepFree);
            for (Fields row = next(rows); row != null; row = next(rows)) {
                take(orderRows.read(row));
            }
            handOver();
            sink.progress(bytes.count(), size);
            return new ImportCounts(read, orders, refunds, rejected);
        }

        /** The next row, or null at the end, also where the file breaks off. */
        private @Nullable Fields next(CsvRows rows) {
            try {
                return rows.next();
            } catch (IOException cutShort) {
                reject(new RejectedRow(rows.line() + 1, "", RejectedRow.Reason.FILE_CUT_SHORT, ""));
                return null;
            }
        }

        private void take(OrderRows.Result result) {
            if (result instanceof OrderRows.Accepted accepted) {
                batch.add(accepted.event());
                orders += accepted.refund() ? 0 : 1;
                refunds += accepted.refund() ? 1 : 0;
                counted();
            } else if (result instanceof RejectedRow row) {
                reject(row);
            }
        }

        private void reject(RejectedRow row) {
            rejected.merge(row.reason(), 1L, Long::sum);
            sink.rejected(row);
            counted();
        }

        private void counted() {
            read++;
            if (read % BATCH == 0) {
                handOver();
                sink.progress(bytes.count(), size);
            }
        }

        private void handOver() {
            if (!batch.isEmpty()) {
                sink.events(List.copyOf(batch));
                batch.clear();
            }
        }
    }

    /** Counts the bytes read through it. */
    private static final class CountedBytes extends FilterInputStream {

        private long count;

        CountedBytes(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            count += Math.max(some, 0);
            return some;
        }
    }
}
