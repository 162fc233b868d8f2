package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.policy.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class SharedLimitsTest {

    private static final List<String> SCOPES = List.of("campaign:spring", "month:2026-03");

    private final SmallShop shop;

    SharedLimitsTest(DataSource database) {
        shop = new SmallShop(database, Map.of());
        shop.sql()
                .sql("insert into offer (code, stock, issued) values ('GIFT', 10, 8)")
                .update();
        shop.sql()
                .sql("insert into budget values ('campaign:spring', 100, 10, 20), ('month:2026-03', null, 5, 5)")
                .update();
    }

    @Test
    void who_is_refused_takes_nothing_and_leaves_it_to_the_next() throws SQLException {
        try (Connection connection = shop.database().getConnection()) {
            connection.setAutoCommit(false);
            SharedLimits limits = SharedLimits.lock(connection, List.of("GIFT"), SCOPES);
            assertThat(limits.take("GIFT", SCOPES, 40, 1)).isNull();
            assertThat(limits.take("GIFT", SCOPES, 30, 0))
                    .isEqualTo(denied("the budget of campaign spring is used up"));
            assertThat(limits.take("GIFT", SCOPES, 20, 9)).isNull();
            assertThat(limits.take("GIFT", SCOPES, 0, 0))
                    .isEqualTo(new Grant.Denied(Reason.COUPON_OUT_OF_STOCK, "no GIFT left"));
            assertThat(limits.take(null, SCOPES, 0, 1)).isEqualTo(denied("the budget of campaign spring is used up"));
            assertThat(limits.take(null, SCOPES, 0, 0)).as("what costs nothing").isNull();
            assertThat(limits.take(null, List.of("month:2026-03"), 0, 1_000)).isNull();
            limits.write(connection);
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(shop.pairs("select code, issued from offer")).isEqualTo(Map.of("GIFT", "10"));
        assertThat(shop.rows("select scope, reserved_micros, spent_micros from budget order by scope"))
                .containsExactly("campaign:spring 70 30", "month:2026-03 65 1015");
    }

    @Test
    void nobody_is_given_what_is_not_there() throws SQLException {
        try (Connection connection = shop.database().getConnection()) {
            connection.setAutoCommit(false);
            List<String> unknown = List.of("campaign:gone");
            SharedLimits limits = SharedLimits.lock(connection, List.of("GONE"), unknown);
            assertThat(limits.take("GONE", List.of(), 0, 0))
                    .isEqualTo(new Grant.Denied(Reason.COUPON_OUT_OF_STOCK, "no GONE left"));
            assertThat(limits.take(null, unknown, 0, 1)).isEqualTo(denied("the budget of campaign gone is used up"));
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Grant.@Nullable Denied denied(String why) {
        return new Grant.Denied(Reason.BUDGET_EXHAUSTED, why);
    }
}
