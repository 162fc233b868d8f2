package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.engine.event.Event;
import io.rekindle.intake.ColumnMap;
import io.rekindle.intake.ImportCounts;
import io.rekindle.intake.ImportSink;
import io.rekindle.intake.OrderFile;
import io.rekindle.intake.RejectedRow;
import io.rekindle.intake.UnusableOrderFile;
import io.rekindle.postgres.PostgresIntake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekindle import orders}: takes a file of orders in. */
@Command(name = "import", description = "Import orders from a CSV file; a file imported twice adds nothing.")
final class ImportVerb extends Verb {

    private static final int REJECTED_SHOWN = 20;

    enum What {
        ORDERS
    }

    @Parameters(index = "0", paramLabel = "orders", description = "What to import: orders.")
    @SuppressWarnings("unused") // picocli checks that it is a kind we know; there is one so far
    private What what = What.ORDERS;

    @Parameters(index = "1", paramLabel = "FILE", description = "A .csv or .csv.gz with a header, UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN,…",
            description =
                    "Which columns are order, customer, time, amount, cancel, currency, quantity, where the names do not tell.")
    private String map = "";

    @Option(
            names = "--free-orders",
            paramLabel = "keep|reject",
            description = "Whether an order of amount 0 is one (default: not in a file that lists cancellations).")
    private OrderFile.FreeOrders freeOrders = OrderFile.FreeOrders.BY_FILE;

    @Override
    int run(Surroundings here) {
        return opened(here, installation -> {
            Taking taking = new Taking(installation);
            ImportCounts counts;
            try (Progress progress = new Progress("Importing", 0, "bytes")) {
                taking.progress = progress;
                counts = orders(installation).read(taking);
            } catch (UnusableOrderFile unusable) {
                throw new Refusal(String.valueOf(unusable.getMessage()), unusable);
            }
            here.answer(document(counts, taking), () -> print(here, counts, taking));
            return counts.complete() ? DONE : NO;
        });
    }

    private OrderFile orders(Installation installation) {
        ColumnMap columns = map.isEmpty() ? ColumnMap.BY_NAME : ColumnMap.parse(map);
        return new OrderFile(file, columns, installation.policy().zone(), freeOrders);
    }

    private static Map<String, Object> document(ImportCounts counts, Taking taking) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rows", counts.read());
        document.put("orders", counts.orders());
        document.put("refunds", counts.refunds());
        document.put("new_events", taking.fresh);
        document.put("already_known", taking.known);
        Map<String, Long> reasons = new LinkedHashMap<>();
        counts.rejected().forEach((reason, number) -> reasons.put(reason.name().toLowerCase(Locale.ROOT), number));
        document.put("rejected", reasons);
        document.put(
                "rejected_rows", taking.rejected.stream().map(ImportVerb::row).toList());
        return document;
    }

    private static Map<String, Object> row(RejectedRow rejected) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("line", rejected.line());
        row.put("column", rejected.column());
        row.put("reason", rejected.reason().name().toLowerCase(Locale.ROOT));
        row.put("message", rejected.reason().words());
        return row;
    }

    private static void print(Surroundings here, ImportCounts counts, Taking taking) {
        here.out()
                .printf(
                        "%,d rows: %,d orders, %,d refunds, %,d rejected; %,d events are new, %,d were known.%n",
                        counts.read(),
                        counts.orders(),
                        counts.refunds(),
                        counts.rejectedInAll(),
                        taking.fresh,
                        taking.known);
        counts.rejected().forEach((reason, number) -> here.out().printf("  %,8d  %s%n", number, reason.words()));
        taking.rejected.stream().limit(REJECTED_SHOWN).forEach(row -> here.out()
                .println("  " + row.explanation() + (row.value().isEmpty() ? "" : ": " + row.value())));
        if (taking.rejected.size() > REJECTED_SHOWN) {
            here.out().println("  … --json lists every rejected row");
        }
    }

    /** Stores what comes, and remembers what was refused. */
    private static final class Taking implements ImportSink {
        private static final int REMEMBERED = 100_000;
        private final PostgresIntake intake;
        private final Installation installation;
        private final List<RejectedRow> rejected = new ArrayList<>();
        private @Nullable Progress progress;
        private long fresh;
        private long known;

        Taking(Installation installation) {
            this.installation = installation;
            this.intake = installation.intake();
        }

        @Override
        public void events(List<Event> batch) {
            PostgresIntake.Stored stored =
                    intake.store(batch, installation.clock().millis());
            fresh += stored.fresh();
            known += stored.known();
        }

        @Override
        public void rejected(RejectedRow row) {
            if (rejected.size() < REMEMBERED) {
                rejected.add(row);
            }
        }

        @Override
        public void progress(long bytesRead, long bytesTotal) {
            if (progress != null) {
                progress.of(bytesRead, bytesTotal);
            }
        }
    }
}
