package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.delivery.Outbox.Ended;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Six messages are claimed. What two or three workers write down between two messages each is written in one statement. */
@ExtendWith(FreshDatabase.class)
class BegunTogetherTest {

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final long AT_NOON = SmallShop.millis(NOON);

    private final DataSource database;
    private final SmallShop shop;
    private final Outbox outbox;
    private List<Claimed> claimed = List.of();

    BegunTogetherTest(DataSource database) {
        this.database = database;
        this.shop = new SmallShop(database, Map.of("campaigns/welcome.yaml", """
                campaign: welcome
                name: 欢迎 | Welcome
                trigger: event user_registered
                audience:
                  - has never ordered
                steps:
                  - hello: at once, send email hello
                """));
        this.outbox = shop.installation().outbox();
    }

    @BeforeEach
    void claim() {
        for (int index = 0; index < 6; index++) {
            shop.customer("c" + index, null);
            shop.happens("c" + index, "User Registered", NOON);
        }
        shop.sweep(NOON);
        claimed = outbox.claim("first", Set.of(ChannelName.EMAIL), AT_NOON, 6, SmallShop.LEASE);
        assertThat(claimed).hasSize(6);
    }

    private Beginning first(int next) {
        return new Beginning(null, claimed.get(next), AT_NOON, SmallShop.LEASE);
    }

    private Beginning then(int before, String providerId, int next) {
        Ended ended = new Ended(claimed.get(before), new Answer.Accepted(providerId), AT_NOON, AT_NOON);
        return new Beginning(ended, claimed.get(next), AT_NOON, SmallShop.LEASE);
    }

    private List<Boolean> begin(Beginning... all) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Beginning.all(connection, List.of(all));
        }
    }

    private List<String> states() {
        Map<String, String> states = shop.pairs("select id, state from touchpoint");
        return claimed.stream().map(one -> states.get(one.touchpoint().id())).toList();
    }

    @Test
    void each_ends_its_own_and_begins_its_own() throws Exception {
        assertThat(begin(first(0), first(1), first(2))).containsExactly(true, true, true);
        assertThat(begin(then(0, "p0", 3), first(4), then(2, "p2", 5))).containsExactly(true, true, true);

        assertThat(states()).containsExactly("accepted", "sending", "accepted", "sending", "sending", "sending");
        assertThat(shop.rows("select provider_id from touchpoint where state = 'accepted' order by 1"))
                .containsExactly("p0", "p2");
        assertThat(shop.number("select count(*) from touchpoint where attempts = 1 and begun_at is not null"))
                .isEqualTo(6);
    }

    @Test
    void a_stop_between_check_and_beginning_stops_only_that_one() throws Exception {
        shop.happens("c1", "Unsubscribed", NOON);
        Claimed stopped = claimed.stream()
                .filter(one -> one.touchpoint().customer().value().equals("c1"))
                .findFirst()
                .orElseThrow();
        int index = claimed.indexOf(stopped);
        int one = (index + 1) % 6;
        int other = (index + 2) % 6;

        assertThat(begin(first(one), first(index), first(other))).containsExactly(true, false, true);

        assertThat(states().get(index)).isEqualTo("planned");
        assertThat(states().get(one)).isEqualTo("sending");
        assertThat(states().get(other)).isEqualTo("sending");
    }

    @Test
    void a_stale_fence_among_good_ones_changes_nothing_of_the_others_claim() throws Exception {
        Claimed lost = claimed.get(1);
        shop.sql()
                .sql("update touchpoint set state = 'planned', lease_until = null where id = ?::uuid")
                .param(lost.touchpoint().id())
                .update();
        outbox.claim("second", Set.of(ChannelName.EMAIL), AT_NOON, 6, SmallShop.LEASE);

        assertThat(begin(first(0), first(1), first(2))).containsExactly(true, false, true);
        assertThat(states()).containsExactly("sending", "claimed", "sending", "claimed", "claimed", "claimed");
        assertThat(begin(then(0, "p0", 3), then(1, "p1", 4))).containsExactly(true, true);
        assertThat(states()).containsExactly("accepted", "claimed", "sending", "sending", "sending", "claimed");
    }

    @Test
    void a_pause_stops_all_that_it_is_for() throws Exception {
        shop.sql()
                .sql("insert into pause (scope, since) values ('campaign:welcome', now())")
                .update();

        assertThat(begin(first(0), first(1))).containsExactly(false, false);
        assertThat(states().subList(0, 2)).containsExactly("planned", "planned");
    }

    @Test
    void what_the_database_cannot_write_down_fails_whom_it_concerns_and_nobody_else() throws Exception {
        begin(first(0), first(1), first(2));
        ConcurrentLinkedQueue<Integer> begun = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger numbers = new AtomicInteger();
        List<String> ids = new ArrayList<>(List.of("p0", "not\u0000writable", "p2"));

        AtOnce.times(3, () -> {
            int mine = numbers.getAndIncrement();
            Beginning wish = then(mine, ids.get(mine), mine + 3);
            try {
                if (outbox.begin(wish.before(), wish.next(), AT_NOON, SmallShop.LEASE)) {
                    begun.add(mine);
                }
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
            return mine;
        });

        assertThat(begun).containsExactlyInAnyOrder(0, 2);
        assertThat(failures).hasSize(1);
        assertThat(states()).containsExactly("accepted", "sending", "accepted", "sending", "claimed", "sending");
    }

    @Test
    void what_is_given_back_is_planned_as_it_was_and_what_is_no_longer_ours_stays() {
        assertThat(outbox.begin(claimed.get(0), AT_NOON, SmallShop.LEASE)).isTrue();
        List<String> planned = shop.rows("select send_at, id from touchpoint order by id");

        outbox.giveBack(claimed);

        assertThat(states()).containsExactly("sending", "planned", "planned", "planned", "planned", "planned");
        assertThat(shop.rows("select send_at, id from touchpoint order by id")).isEqualTo(planned);
        assertThat(shop.number("select count(*) from touchpoint where lease_until is not null"))
                .isEqualTo(1);
    }
}
