package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.delivery.Outbox.Begun;
import io.rekindle.engine.delivery.Outbox.Ended;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Pauses.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two messages answer carts left behind. One is taken up and begun in one transaction. */
@ExtendWith(FreshDatabase.class)
class RushedTest {

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final long AT_NOON = SmallShop.millis(NOON);
    private static final Content CONTENT = new Content("Hello", "Hello", null);

    private final SmallShop shop;
    private final Outbox outbox;

    RushedTest(DataSource database) {
        this.shop = new SmallShop(database, SmallShop.CART);
        this.outbox = shop.installation().outbox();
    }

    @BeforeEach
    void two_messages_are_planned() {
        shop.customers(List.of("ann", "bob"), null);
        List.of("ann", "bob").forEach(one -> shop.happens(one, "User Registered", "2026-03-01T11:00:00Z"));
        shop.sweep("2026-03-01T11:00:00Z");
        shop.happens("ann", "Cart Abandoned", "2026-03-02T11:00:00Z");
        shop.happens("bob", "Cart Abandoned", "2026-03-02T11:30:00Z");
        shop.sweep("2026-03-02T11:00:00Z");
        shop.sweep("2026-03-02T11:30:00Z");
        shop.hasTouchpoints("hello planned -", "hello planned -");
    }

    private Optional<Begun> rush(Function<Claimed, Optional<Content>> look) {
        return rush(outbox, null, look);
    }

    private static Optional<Begun> rush(Outbox by, @Nullable Ended before, Function<Claimed, Optional<Content>> look) {
        return by.rush("test", ChannelName.EMAIL, before, AT_NOON, SmallShop.LEASE, look);
    }

    private static Optional<Content> send(Claimed claimed) {
        return Optional.of(CONTENT);
    }

    private static Ended accepted(Begun begun, String providerId) {
        return new Ended(begun.claimed(), new Answer.Accepted(providerId), AT_NOON, AT_NOON);
    }

    private void nothingChanged() {
        shop.hasTouchpoints("hello planned -", "hello planned -");
        assertThat(shop.number("select max(fence) + max(attempts) from touchpoint"))
                .isZero();
    }

    @Test
    void the_one_that_has_waited_longest_is_being_sent_and_nobody_else_has_it() {
        Begun begun = rush(RushedTest::send).orElseThrow();

        assertThat(begun.claimed().touchpoint().customer().value()).isEqualTo("ann");
        assertThat(begun.content()).isEqualTo(CONTENT);
        shop.hasTouchpoints("hello sending -", "hello planned -");
        assertThat(shop.number("select count(*) from touchpoint where state = 'sending' and attempts = 1"
                        + " and begun_at is not null and address_hash is not null and claimed_by = 'test'"
                        + " and fence = " + begun.claimed().fence() + " and millis(lease_until) = "
                        + (AT_NOON + SmallShop.LEASE.toMillis())))
                .isEqualTo(1);
        assertThat(outbox.claim("other", Set.of(ChannelName.EMAIL), AT_NOON, 10, SmallShop.LEASE))
                .hasSize(1);
    }

    @Test
    void its_answer_is_recorded_with_the_next_one_or_alone() {
        Begun first = rush(RushedTest::send).orElseThrow();
        Begun second = rush(outbox, accepted(first, "p1"), RushedTest::send).orElseThrow();
        shop.hasTouchpoints("hello accepted -", "hello sending -");

        assertThat(rush(outbox, accepted(second, "p2"), RushedTest::send))
                .as("nobody is left to be sent")
                .isEmpty();
        shop.hasTouchpoints("hello accepted -", "hello sending -");
        assertThat(outbox.settle(second.claimed(), new Answer.Accepted("p2"), AT_NOON, AT_NOON))
                .isTrue();
        shop.hasTouchpoints("hello accepted -", "hello accepted -");
    }

    @Test
    void one_that_was_being_sent_when_its_dispatcher_died_is_in_doubt_and_its_dispatcher_can_change_nothing() {
        Begun begun = rush(RushedTest::send).orElseThrow();

        assertThat(outbox.recover(AT_NOON + SmallShop.LEASE.toMillis())).isEqualTo(1);

        shop.hasTouchpoints("hello in_doubt -", "hello planned -");
        assertThat(outbox.settle(begun.claimed(), new Answer.Accepted("late"), AT_NOON, AT_NOON))
                .isFalse();
        assertThat(outbox.hold(begun.claimed(), AT_NOON)).isFalse();
    }

    @Test
    void one_that_is_not_to_be_sent_as_it_is_stays_as_it_was() {
        assertThat(rush(claimed -> Optional.empty())).isEmpty();
        nothingChanged();
    }

    @Test
    void one_whose_check_fails_stays_as_it_was() {
        assertThat(catchThrowable(() -> rush(claimed -> {
                    throw new IllegalStateException("no template");
                })))
                .hasMessage("no template");
        nothingChanged();
    }

    @Test
    void a_stop_between_check_and_beginning_counts() {
        assertThat(rush(claimed -> {
                    shop.happens("ann", "Unsubscribed", NOON);
                    return send(claimed);
                }))
                .isEmpty();
        nothingChanged();
    }

    @Test
    void an_address_given_up_between_check_and_beginning_is_written_to_no_more() {
        assertThat(rush(claimed -> {
                    shop.sql()
                            .sql("update contact_point set usable = false where channel = 'email'")
                            .update();
                    return send(claimed);
                }))
                .isEmpty();
        nothingChanged();
    }

    @Test
    void a_pause_counts_before_it_is_looked_for_and_after() {
        Pauses pauses = shop.installation().pauses();
        assertThat(rush(claimed -> {
                    pauses.pause(Scope.campaign("cart"), AT_NOON);
                    return send(claimed);
                }))
                .isEmpty();
        assertThat(rush(claimed -> {
                    throw new IllegalStateException("it is paused");
                }))
                .isEmpty();
        nothingChanged();
    }

    @Test
    void nothing_is_rushed_that_is_not_urgent_not_due_or_was_tried_before() {
        shop.sql().sql("update touchpoint set urgent = false").update();
        assertThat(rush(RushedTest::send)).isEmpty();
        shop.sql()
                .sql("update touchpoint set urgent = true, send_at = send_at + interval '1 day'")
                .update();
        assertThat(rush(RushedTest::send)).isEmpty();
        shop.sql()
                .sql("update touchpoint set attempts = 1, send_at = send_at - interval '1 day'")
                .update();
        assertThat(rush(RushedTest::send)).isEmpty();
        shop.sql().sql("update touchpoint set attempts = 0").update();
        assertThat(rush(RushedTest::send)).isPresent();
    }

    @Test
    void the_rate_of_the_channel_holds() {
        Outbox limited = shop.installation().outbox(Map.of(ChannelName.EMAIL, 1.0));

        assertThat(rush(limited, null, claimed -> Optional.empty())).isEmpty();
        assertThat(rush(limited, null, RushedTest::send)).isPresent();
        assertThat(rush(limited, null, RushedTest::send)).isEmpty();
        assertThat(rush(RushedTest::send)).isPresent();
    }

    @Test
    void of_many_at_once_each_has_another_one() throws Exception {
        List<Optional<Begun>> begun = AtOnce.times(6, () -> rush(RushedTest::send));

        assertThat(begun.stream()
                        .flatMap(Optional::stream)
                        .map(one -> one.claimed().touchpoint().customer().value()))
                .doesNotHaveDuplicates()
                .isSubsetOf("ann", "bob");
        rush(RushedTest::send);
        rush(RushedTest::send);
        shop.hasTouchpoints("hello sending -", "hello sending -");
        assertThat(shop.number("select sum(attempts) from touchpoint")).isEqualTo(2);
    }
}
