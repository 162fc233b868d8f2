package io.rekindle.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.SharedData;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.intake.ColumnMap;
import io.rekindle.intake.OrderFile;
import io.rekindle.postgres.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FreshDatabase.class)
class RealCustomersTest {

    private final DataSource database;

    RealCustomersTest(DataSource database) {
        this.database = database;
    }

    @ParameterizedTest
    @CsvSource({"online_retail", "cdnow"})
    void are_in_the_published_states_at_every_month_end(String data) throws IOException {
        Installation installation = imported(data, Books.withLifecycle(Books.FOUR_STATES));
        List<Map<String, Long>> published = new ArrayList<>();
        List<LocalDate> days = new ArrayList<>();
        for (String row : Files.readAllLines(SharedData.file(data + "/state_counts_month_end.csv"))) {
            String[] cells = row.split(",");
            if (cells[0].equals("A")) {
                days.add(LocalDate.parse(cells[1]));
                published.add(Map.of(
                        "new", Long.valueOf(cells[2]),
                        "active", Long.valueOf(cells[3]),
                        "dormant", Long.valueOf(cells[4]),
                        "churn_risk", Long.valueOf(cells[5])));
            }
        }

        List<LifecycleCounts> counts = LifecycleCounts.on(days, installation);

        assertThat(counts).extracting(LifecycleCounts::counts).containsExactlyElementsOf(published);
        forget();
    }

    @Test
    void are_counted_otherwise_by_other_thresholds() throws IOException {
        String grid = """
                state,label_en,label_zh,days_since_first_order,days_since_order
                new,New,新客,<=7,
                dormant,Dormant,沉睡,,>=200
                active,Active,活跃,,
                """;
        Installation installation = imported("online_retail", Books.withLifecycle(grid));

        LifecycleCounts counts = LifecycleCounts.on(List.of(LocalDate.of(2011, 11, 30)), installation)
                .get(0);

        assertThat(counts.counts()).isEqualTo(countedByHand(LocalDate.of(2011, 11, 30)));
        forget();
    }

    /** The same three rows, by plain arithmetic on the file. */
    private static Map<String, Long> countedByHand(LocalDate day) throws IOException {
        Map<String, List<LocalDate>> orders = new java.util.HashMap<>();
        new OrderFile(
                        orders("online_retail"),
                        ColumnMap.BY_NAME,
                        java.time.ZoneOffset.UTC,
                        OrderFile.FreeOrders.BY_FILE)
                .read(batch -> batch.stream()
                        .filter(event -> event.key().equals("order_completed"))
                        .forEach(
                                event -> orders.computeIfAbsent(event.customer().value(), c -> new ArrayList<>())
                                        .add(event.occurredAt()
                                                .atZone(java.time.ZoneOffset.UTC)
                                                .toLocalDate())));
        long fresh = 0;
        long dormant = 0;
        long active = 0;
        for (List<LocalDate> mine : orders.values()) {
            List<LocalDate> before =
                    mine.stream().filter(one -> !one.isAfter(day)).sorted().toList();
            if (before.isEmpty()) {
                continue;
            }
            if (before.get(0).toEpochDay() >= day.toEpochDay() - 7) {
                fresh++;
            } else if (before.get(before.size() - 1).toEpochDay() <= day.toEpochDay() - 200) {
                dormant++;
            } else {
                active++;
            }
        }
        return Map.of("new", fresh, "dormant", dormant, "active", active);
    }

    private Installation imported(String data, RuleBook book) {
        Installation installation = Installation.open(database, book, Clock.systemUTC());
        new OrderFile(orders(data), ColumnMap.BY_NAME, book.policy().zone(), OrderFile.FreeOrders.BY_FILE)
                .read((List<Event> batch) -> installation.intake().store(batch, 0));
        return installation;
    }

    private static Path orders(String data) {
        return SharedData.file(data + "/orders.csv.gz");
    }

    private void forget() {
        org.springframework.jdbc.core.simple.JdbcClient.create(database)
                .sql("truncate customer, event, event_id, decision, release, review cascade")
                .update();
    }
}
