package io.rekindle.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SharedData;
import io.rekindle.intake.OrderFile.FreeOrders;
import io.rekindle.intake.RejectedRow.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class RealOrdersTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final Collected collected = new Collected();

    @Test
    void a_gift_shop_gives_its_orders_its_refunds_and_a_reason_for_every_other_row() {
        Path path = SharedData.file("online_retail/orders.csv.gz");

        ImportCounts counts = new OrderFile(path, ColumnMap.BY_NAME, LONDON, FreeOrders.REJECT).read(collected);

        assertThat(counts)
                .isEqualTo(new ImportCounts(
                        25_900, 18_532, 3_654, Map.of(Reason.BLANK_CUSTOMER, 3_710L, Reason.ZERO_AMOUNT, 4L)));
        var orders = collected.named("Order Completed");
        assertThat(orders).hasSize(18_532);
        assertThat(Collected.customers(orders)).isEqualTo(4_338);
        assertThat(Collected.sum(orders)).isEqualByComparingTo("8911407.90");
        assertThat(orders.get(0).messageId()).isEqualTo("order-536365");
        assertThat(orders.get(0).occurredAt()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
        assertThat(orders.get(0).properties()).containsEntry("quantity", 40L).containsEntry("order_id", "536365");
    }

    @Test
    void its_cancellations_are_refunds_where_a_customer_is_named() throws IOException {
        Path path = SharedData.file("online_retail/orders.csv.gz");

        new OrderFile(path, ColumnMap.BY_NAME, LONDON, FreeOrders.REJECT).read(collected);

        var cancelled =
                lines(path).stream().filter(line -> line.startsWith("C")).toList();
        assertThat(cancelled).hasSize(3_836);
        assertThat(collected.named("Order Refunded"))
                .extracting(refund -> refund.text("order_id"))
                .containsExactlyElementsOf(cancelled.stream()
                        .filter(line -> !line.split(",")[2].isEmpty())
                        .map(line -> line.split(",")[0])
                        .toList())
                .hasSize(3_654);
    }

    @Test
    void rejected_rows_carry_the_line_they_stand_on() throws IOException {
        Path path = SharedData.file("online_retail/orders.csv.gz");

        new OrderFile(path, ColumnMap.BY_NAME, LONDON, FreeOrders.REJECT).read(collected);

        var lines = lines(path);
        assertThat(collected.rejected).hasSize(3_714).allSatisfy(row -> {
            String[] fields = lines.get((int) row.line() - 1).split(",");
            assertThat(row.reason() == Reason.BLANK_CUSTOMER ? fields[2] : fields[6])
                    .isIn("", "0.0");
        });
    }

    @Test
    void a_music_shop_gives_all_its_orders_when_free_ones_are_kept() {
        Path path = SharedData.file("cdnow/orders.csv.gz");

        ImportCounts counts = new OrderFile(path, ColumnMap.BY_NAME, NEW_YORK, FreeOrders.KEEP).read(collected);

        assertThat(counts).isEqualTo(new ImportCounts(69_659, 69_659, 0, Map.of()));
        assertThat(Collected.customers(collected.events)).isEqualTo(23_570);
        assertThat(Collected.sum(collected.events)).isEqualByComparingTo("2500315.63");
    }

    @Test
    void a_music_shop_lacks_its_80_free_orders_when_they_are_rejected() {
        Path path = SharedData.file("cdnow/orders.csv.gz");

        ImportCounts counts = new OrderFile(path, ColumnMap.BY_NAME, NEW_YORK, FreeOrders.REJECT).read(collected);

        assertThat(counts).isEqualTo(new ImportCounts(69_659, 69_579, 0, Map.of(Reason.ZERO_AMOUNT, 80L)));
        assertThat(Collected.customers(collected.events)).isEqualTo(23_502);
    }

    @Test
    void events_come_in_batches_and_progress_reaches_the_size_of_the_file() throws IOException {
        Path path = SharedData.file("cdnow/orders.csv.gz");

        new OrderFile(path, ColumnMap.BY_NAME, NEW_YORK, FreeOrders.KEEP).read(collected);

        assertThat(collected.batches).hasSize(70).allSatisfy(size -> assertThat(size)
                .isBetween(1, OrderFile.BATCH));
        assertThat(collected.progress).isSorted().hasSize(70);
        assertThat(collected.total).isEqualTo(Files.size(path));
        assertThat(collected.progress).endsWith(Files.size(path));
    }

    private static List<String> lines(Path gzip) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
