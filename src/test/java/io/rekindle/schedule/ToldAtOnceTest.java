package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three customers leave a cart behind. */
@ExtendWith(FreshDatabase.class)
class ToldAtOnceTest {

    private final SmallShop shop;
    private final List<String> heard = new ArrayList<>();

    ToldAtOnceTest(DataSource database) {
        this.shop = new SmallShop(database, SmallShop.CART, Clock.systemUTC());
    }

    @BeforeEach
    void carts_are_left_behind() {
        List<String> refs = List.of("ann", "bob", "cem");
        Instant now = Instant.now();
        shop.customers(refs, null);
        refs.forEach(one ->
                shop.happens(one, "User Registered", now.minusSeconds(3600).toString()));
        shop.sweep(now.minusSeconds(1));
        refs.forEach(one -> shop.happens(one, "Cart Abandoned", now.toString()));
    }

    private Sweeper sweeper(Evaluators evaluators) {
        return new Sweeper(
                shop.installation(),
                evaluators,
                new LiveRelease(shop.installation()),
                1,
                report -> heard.add("report of " + report.touchpoints()),
                messages -> heard.add(messages + " of " + shop.number("select count(*) from touchpoint")));
    }

    @Test
    void what_a_sweep_has_committed_is_told_before_it_is_over() {
        try (Evaluators evaluators = new Evaluators(shop.installation()::release, 1);
                Sweeper sweeper = sweeper(evaluators)) {
            assertThat(sweeper.sweep(Set.of(new CustomerId("bob"))).touchpoints())
                    .isEqualTo(1);
            assertThat(sweeper.sweepUnlessSweeping().touchpoints()).isEqualTo(2);
        }
        assertThat(heard).containsExactly("{cart=1} of 1", "report of 1", "{cart=2} of 3", "report of 2");
    }

    @Test
    void nothing_is_told_where_nothing_was_planned() {
        try (Evaluators evaluators = new Evaluators(shop.installation()::release, 1);
                Sweeper sweeper = sweeper(evaluators)) {
            sweeper.sweepUnlessSweeping();
            heard.clear();
            shop.happens("ann", "Page Viewed", Instant.now().toString());
            sweeper.sweepUnlessSweeping();
        }
        assertThat(heard).doesNotContain("{").allMatch(one -> one.equals("report of 0"));
    }
}
