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

    private void take(String messageId) {
        intake.identify(
                List.of(new CustomerRecord(
                        ADA,
                        "Asia/Shanghai",
                        "en",
                        Map.of("first_name", "Ada"),
                        List.of(new ContactPoint(ChannelName.EMAIL, "ada@example.test")))),
                0);
        Event order = new Event(messageId, ADA, "Order Completed", Instant.EPOCH, new TreeMap<>(Map.of("total", 5)));
        intake.store(List.of(order), 0);
    }

    private long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
