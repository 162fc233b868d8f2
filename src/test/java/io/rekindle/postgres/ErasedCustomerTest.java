package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(FreshDatabase.class)
class ErasedCustomerTest {

    private static final CustomerId ADA = new CustomerId("ada");

    private final PostgresIntake intake;
    private final Erasure erasure;
    private final JdbcClient sql;

    ErasedCustomerTest(DataSource database) {
        intake = new PostgresIntake(database);
        erasure = new Erasure(database);
        sql = JdbcClient.create(database);
    }

    @Test
    void is_gone_from_every_table_and_cannot_be_brought_back_by_an_import() {
        take("order-1");
        assertThat(count("event")).isEqualTo(1);
        assertThat(count("event_id")).isEqualTo(1);

        assertThat(erasure.erase(ADA)).isTrue();
        take("order-2");

        for (String table : List.of("customer", "contact_point", "event", "event_id", "facts", "due")) {
            assertThat(count(table)).as(table).isZero();
        }
        assertThat(count("tombstone")).isEqualTo(1);
        assertThat(sql.sql("select channel from suppression")
                        .query(String.class)
                        .list())
                .containsExactly("email");
    }

    @Test
    void gets_none_of_the_events_of_a_batch_whose_others_are_stored() {
        CustomerId known = new CustomerId("known");
        CustomerId fresh = new CustomerId("new");
        take("order-1");
        intake.store(List.of(order("order-2", known)), 0);
        erasure.erase(ADA);

        PostgresIntake.Stored stored =
                intake.store(List.of(order("order-3", known), order("order-4", ADA), order("order-5", fresh)), 0);
        assertThat(stored).isEqualTo(new PostgresIntake.Stored(2, 1));
        stored = intake.store(List.of(order("order-6", fresh), order("order-7", known)), 0);
        assertThat(stored).isEqualTo(new PostgresIntake.Stored(2, 0));

        assertThat(sql.sql("select message_id from event order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("order-2", "order-3", "order-5", "order-6", "order-7");
        assertThat(count("customer")).isEqualTo(2);
        assertThat(count("facts")).isEqualTo(2);
    }

    private void take(String messageId) {
        intake.identify(
                List.of(new CustomerRecord(
                        ADA,
                        "Asia/Shanghai",
                        "en",
                        Map.of("first_name", "Ada"),
                        List.of(new ContactPoint(ChannelName.EMAIL, "ada@example.test")))),
                0);
        intake.store(List.of(order(messageId, ADA)), 0);
    }

    private static Event order(String messageId, CustomerId customer) {
        return new Event(messageId, customer, "Order Completed", Instant.EPOCH, new TreeMap<>(Map.of("total", 5)));
    }

    private long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
