package io.rekindle.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rekindle.engine.event.Event;
import io.rekindle.intake.OrderFile.FreeOrders;
import io.rekindle.intake.RejectedRow.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenFilesTest {

    private static final String HEADER = "order_id,order_ts,customer_id,amount\n";

    @TempDir
    Path folder;

    private final Collected collected = new Collected();

    @Test
    void a_quote_never_closed_costs_one_row_wherever_it_stands() throws IOException {
        var text = new StringBuilder(HEADER).append("bad1,2025-03-04,\"c1,1\n");
        for (int order = 0; order < 500; order++) {
            text.append("o").append(order).append(",2025-03-04,c1,1\n");
        }
        text.append("bad2,2025-03-04,\"c1,1");

        ImportCounts counts = read(text.toString());

        assertThat(counts).isEqualTo(new ImportCounts(502, 500, 0, Map.of(Reason.QUOTE_NEVER_CLOSED, 2L)));
        assertThat(collected.rejected).extracting(RejectedRow::line).containsExactly(2L, 503L);
    }

    @Test
    void a_quote_never_closed_does_not_take_the_rows_up_to_the_next_quoted_field() throws IOException {
        read(HEADER + """
                bad,2025-03-04,"c1,1
                o2,2025-03-04,c2,1
                o3,2025-03-04,"c3",1
                worse,2025-03-04,"c3,1
                o4,2025-03-04,"c4",1
                """);

        assertThat(collected.rejected).extracting(RejectedRow::line).containsExactly(2L, 5L);
        assertThat(collected.events).extracting(Event::messageId).containsExactly("order-o2", "order-o3", "order-o4");
    }

    @Test
    void a_quoted_field_may_have_line_breaks_and_the_lines_after_it_are_counted_right() throws IOException {
        read("id,note,date,customer,amount\r\n"
                + "o1,\"two\r\n\r\nlines, one \"\"row\"\"\",2025-03-04,c1,1\r\n"
                + "o2,,2025-03-04,,1\r\n");

        assertThat(collected.events).extracting(Event::messageId).containsExactly("order-o1");
        assertThat(collected.rejected)
                .extracting(RejectedRow::line, RejectedRow::reason)
                .containsExactly(tuple(5L, Reason.BLANK_CUSTOMER));
    }

    @Test
    void lines_may_end_as_on_an_old_mac() throws IOException {
        assertThat(read((HEADER + "o1,2025-03-04,c1,1\no2,2025-03-04,c1,1\n").replace('\n', '\r'))
                        .orders())
                .isEqualTo(2);
    }

    @Test
    void a_line_without_end_is_rejected_and_not_kept() throws IOException {
        read(HEADER + "x".repeat(5_000_000) + "\no2,2025-03-04,c1,1\n");

        assertThat(collected.rejected)
                .extracting(RejectedRow::line, RejectedRow::reason)
                .containsExactly(tuple(2L, Reason.LINE_TOO_LONG));
        assertThat(collected.events).hasSize(1);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_column() throws IOException {
        assertThat(read("\uFEFF" + HEADER + "o1,2025-03-04,c1,1\n").orders()).isEqualTo(1);
    }

    @Test
    void rows_that_are_not_utf_8_are_rejected_not_garbled() throws IOException {
        String text = HEADER + "o1,2025-03-04,王小明,1\no2,2025-03-04,c2,1\n";

        read(text.getBytes(Charset.forName("GBK")));

        assertThat(collected.rejected)
                .extracting(RejectedRow::line, RejectedRow::column, RejectedRow::reason)
                .containsExactly(tuple(2L, "customer_id", Reason.NOT_UTF_8));
        assertThat(collected.events).extracting(Event::messageId).containsExactly("order-o2");
    }

    @Test
    void a_gzip_file_cut_short_gives_what_was_readable_and_says_so() throws IOException {
        var text = new StringBuilder(HEADER);
        for (int order = 0; order < 20_000; order++) {
            text.append("o%d,2025-03-04,c%d,%d.50%n".formatted(order, order * 7919 % 1000, order % 97 + 1));
        }
        byte[] whole = gzip(text.toString());

        ImportCounts counts = read(Arrays.copyOf(whole, whole.length / 2));

        assertThat(counts.complete()).isFalse();
        assertThat(counts.orders()).isBetween(5_000L, 15_000L).isEqualTo(collected.events.size());
        assertThat(collected.rejected)
                .extracting(RejectedRow::line, RejectedRow::reason)
                .containsExactly(tuple(counts.orders() + 2, Reason.FILE_CUT_SHORT));
    }

    @Test
    void gzip_is_known_by_its_content_whatever_the_name() throws IOException {
        assertThat(read(gzip(HEADER + "o1,2025-03-04,c1,1\n")).orders()).isEqualTo(1);
    }

    @Test
    void a_file_of_a_header_alone_has_no_rows() throws IOException {
        assertThat(read(HEADER)).isEqualTo(new ImportCounts(0, 0, 0, Map.of()));
    }

    @Test
    void a_file_of_nothing_or_no_file_is_unusable() {
        assertThatThrownBy(() -> read("\n\n"))
                .isInstanceOf(UnusableOrderFile.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> file("none.csv").read(collected))
                .isInstanceOf(UnusableOrderFile.class)
                .hasMessageContaining("There is no file");
        assertThatThrownBy(() -> read("order_id,\"date\n"))
                .isInstanceOf(UnusableOrderFile.class)
                .hasMessageContaining("has no readable header");
    }

    @Test
    void the_sink_may_end_the_import() {
        ImportSink full = batch -> {
            throw new IllegalStateException("disk full");
        };

        assertThatThrownBy(() -> {
                    Files.writeString(folder.resolve("orders.csv"), HEADER + "o1,2025-03-04,c1,1\n");
                    file("orders.csv").read(full);
                })
                .hasMessage("disk full");
    }

    private ImportCounts read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ImportCounts read(byte[] bytes) throws IOException {
        Files.write(folder.resolve("orders.csv"), bytes);
        return file("orders.csv").read(collected);
    }

    private OrderFile file(String name) {
        return new OrderFile(folder.resolve(name), ColumnMap.BY_NAME, ZoneOffset.UTC, FreeOrders.REJECT);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
