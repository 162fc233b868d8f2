package io.rekindle.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rekindle.engine.event.Event;
import io.rekindle.intake.OrderFile.FreeOrders;
import io.rekindle.intake.RejectedRow.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFileTest {

    private static final String HEADER = "order_id,order_ts,customer_id,amount,currency\n";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path folder;

    private final Collected collected = new Collected();

    @Test
    void an_order_keeps_its_amount_currency_and_time() {
        ImportCounts counts = read(HEADER + "o1,2025-03-04 17:05,c1,12.30,CNY\n");

        assertThat(counts).isEqualTo(new ImportCounts(1, 1, 0, Map.of()));
        Event event = collected.events.get(0);
        assertThat(event.messageId()).isEqualTo("order-o1");
        assertThat(event.customer().value()).isEqualTo("c1");
        assertThat(event.name()).isEqualTo("Order Completed");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2025-03-04T09:05:00Z"));
        assertThat(event.properties()).hasToString("{currency=CNY, order_id=o1, total=12.30}");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-04T17:05:06+08:00, 2025-03-04T09:05:06Z",
        "2025-03-04T09:05:06Z, 2025-03-04T09:05:06Z",
        "2025-03-04T09:05:06.250Z, 2025-03-04T09:05:06.250Z",
        "2025-03-04T17:05, 2025-03-04T09:05:00Z",
        "2025-03-04 17:05, 2025-03-04T09:05:00Z",
        "2025-03-04 17:05:06, 2025-03-04T09:05:06Z",
        "2025-03-04 17:05:06 +0800, 2025-03-04T09:05:06Z",
        "2025-03-04, 2025-03-04T04:00:00Z",
    })
    void a_time_is_read_in_each_of_its_forms(String text, Instant at) {
        read(HEADER + "o1," + text + ",c1,1,CNY\n");

        assertThat(collected.events).extracting(Event::occurredAt).containsExactly(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04/03/2025",
                "2025-02-30",
                "2025-13-01 10:00",
                "2025-03-04 25:00",
                "yesterday",
                "0000-00-00",
                "0001-01-01",
                "2025-03-0",
                "",
                "2025-03-04T",
                "１９９７-01-01"
            })
    void anything_else_is_no_time(String text) {
        read(HEADER + "o1," + text + ",c1,1,CNY\no2,2025-03-04,c1,1,CNY\n");

        assertThat(collected.rejected)
                .extracting(RejectedRow::line, RejectedRow::column, RejectedRow::reason)
                .containsExactly(tuple(2L, "order_ts", Reason.UNREADABLE_TIME));
        assertThat(collected.events).hasSize(1);
    }

    @Test
    void a_local_time_in_the_hour_that_summer_time_skips_or_repeats_is_still_a_time() {
        read(HEADER + "o1,2025-03-30 01:30,c1,1,GBP\no2,2025-10-26 01:30,c1,1,GBP\n", ZoneId.of("Europe/London"));

        assertThat(collected.events)
                .extracting(Event::occurredAt)
                .containsExactly(Instant.parse("2025-03-30T01:30:00Z"), Instant.parse("2025-10-26T00:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"12, 12.00", "12.3, 12.30", "12.345, 12.35", "12.344, 12.34", "0.005, 0.01", "+7.10, 7.10"})
    void an_amount_has_two_decimals(String text, String total) {
        read(HEADER + "o1,2025-03-04,c1," + text + ",CNY\n");

        assertThat(collected.events.get(0).properties().get("total")).hasToString(total);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1e3", "12.", "\"1,234.56\"", "¥12", "--1", "NaN", "99999999999999", "１２"})
    void anything_else_is_no_amount(String text) {
        read(HEADER + "o1,2025-03-04,c1," + text + ",CNY\n");

        assertThat(collected.rejected)
                .extracting(RejectedRow::column, RejectedRow::reason)
                .containsExactly(tuple("amount", Reason.UNREADABLE_AMOUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "-0", "0.004"})
    void nothing_was_paid_for_an_order_of_amount_0(String text) {
        read(HEADER + "o1,2025-03-04,c1," + text + ",CNY\n");

        assertThat(collected.rejected).extracting(RejectedRow::reason).containsExactly(Reason.ZERO_AMOUNT);
    }

    @Test
    void a_cancelled_row_or_a_negative_amount_is_a_refund_of_a_positive_total() {
        ImportCounts counts = read("""
                invoice_no,date,buyer,total,is_cancel,quantity
                C7,2025-03-04,c1,-5.00,1,-3
                8,2025-03-04,c1,6.00,yes,2
                9,2025-03-04,c1,-7.00,0,
                CD10,2025-03-04,c1,8.00,0,1.50
                """);

        assertThat(counts).isEqualTo(new ImportCounts(4, 1, 3, Map.of()));
        assertThat(collected.events)
                .extracting(Event::messageId, event -> event.text("total"), event -> event.text("quantity"))
                .containsExactly(
                        tuple("refund-C7", "5.00", "3"),
                        tuple("refund-8", "6.00", "2"),
                        tuple("refund-9", "7.00", null),
                        tuple("order-CD10", "8.00", "1.5"));
    }

    @Test
    void an_order_and_its_refund_may_have_the_same_id() {
        ImportCounts counts = read(HEADER + "o1,2025-03-04,c1,5,CNY\no1,2025-03-06,c1,-5,CNY\n");

        assertThat(counts).isEqualTo(new ImportCounts(2, 1, 1, Map.of()));
    }

    @Test
    void each_bad_row_is_named_with_line_column_and_reason_and_the_good_ones_are_taken() {
        ImportCounts counts = read("""
                order_id,order_ts,customer_id,amount,currency,quantity,is_cancel
                ,2025-03-04,c1,1,CNY,1,0
                o2,2025-03-04,  ,1,CNY,1,0

                o3,2025-03-04,c1,1
                o4,2025-03-04,c1,1,CNY,1,0,more
                o5,2025-03-04,c1,1,Yuan,1,0
                o6,2025-03-04,c1,1,CNY,1,0
                o6,2025-03-05,c2,2,CNY,1,0
                o7,2025-03-04,"c1"x,1,CNY,1,0
                o8,2025-03-04,c1,1,CNY,some,0
                o9,2025-03-04,c1,1,CNY,1,maybe
                o10,2025-03-04,"c,8",1,CNY,,
                """);

        assertThat(collected.rejected)
                .extracting(RejectedRow::line, RejectedRow::column, RejectedRow::reason)
                .containsExactly(
                        tuple(2L, "order_id", Reason.BLANK_ORDER),
                        tuple(3L, "customer_id", Reason.BLANK_CUSTOMER),
                        tuple(5L, "", Reason.WRONG_NUMBER_OF_FIELDS),
                        tuple(6L, "", Reason.WRONG_NUMBER_OF_FIELDS),
                        tuple(7L, "currency", Reason.UNREADABLE_CURRENCY),
                        tuple(9L, "order_id", Reason.DUPLICATE_ORDER),
                        tuple(10L, "", Reason.STRAY_QUOTE),
                        tuple(11L, "quantity", Reason.UNREADABLE_QUANTITY),
                        tuple(12L, "is_cancel", Reason.UNREADABLE_CANCEL));
        assertThat(collected.events).extracting(Event::messageId).containsExactly("order-o6", "order-o10");
        assertThat(counts.read()).isEqualTo(11).isEqualTo(counts.orders() + counts.rejectedInAll());
        assertThat(collected.rejected.get(0).explanation()).isEqualTo("line 2, column order_id: the order id is blank");
    }

    @Test
    void ids_that_no_event_can_carry_are_rejected() {
        read(HEADER + "o1,2025-03-04," + "c".repeat(201) + ",1,CNY\n" + "o\u0000 2,2025-03-04,c1,1,CNY\n");

        assertThat(collected.rejected)
                .extracting(RejectedRow::reason)
                .containsExactly(Reason.UNUSABLE_ID, Reason.UNUSABLE_ID);
    }

    @Test
    void a_rejected_value_does_not_show_in_logs() {
        read(HEADER + "o1,2025-03-04,c1,someone@example.test,CNY\n");

        assertThat(collected.rejected.get(0).value()).isEqualTo("someone@example.test");
        assertThat(collected.rejected.get(0)).asString().doesNotContain("someone");
    }

    @Test
    void the_same_file_gives_the_same_events_again() {
        var again = new Collected();
        read(HEADER + "o1,2025-03-04,c1,1,CNY\n");
        file(SHANGHAI).read(again);

        assertThat(again.events).isEqualTo(collected.events);
    }

    private ImportCounts read(String text) {
        return read(text, SHANGHAI);
    }

    private ImportCounts read(String text, ZoneId zone) {
        try {
            Files.writeString(folder.resolve("orders.csv"), text, StandardCharsets.UTF_8);
            return file(zone).read(collected);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private OrderFile file(ZoneId zone) {
        return new OrderFile(folder.resolve("orders.csv"), ColumnMap.BY_NAME, zone, FreeOrders.REJECT);
    }
}
