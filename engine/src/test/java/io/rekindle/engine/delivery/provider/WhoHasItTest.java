package io.rekindle.engine.delivery.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Lookup;
import io.rekindle.engine.delivery.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhoHasItTest {

    private static final Message MESSAGE = new Message(
            "t1", new ContactPoint(ChannelName.SMS, "+8613800138000"), new Content("", "hello", null), "en");
    private static final Answer NO = new Answer.Later("not in its list", null);
    private static final Answer YES = new Answer.Accepted("SM1");
    private static final Answer UNSURE = new Answer.InDoubt("two like it");

    /** A provider whose lookup answers so, or that has none. */
    private record Provides(@Nullable Answer answer) implements Channel {

        @Override
        public ChannelName name() {
            return ChannelName.SMS;
        }

        @Override
        public Answer deliver(Message message) {
            return UNSURE;
        }

        @Override
        public Optional<Lookup> lookup() {
            return Optional.ofNullable(answer).map(one -> (message, attempted) -> one);
        }
    }

    private static Answer asked(String provider, @Nullable Answer first, @Nullable Answer second) {
        Lookup lookup = WhoHasIt.of(List.of(
                        new Provider("first", new Provides(first)), new Provider("second", new Provides(second))))
                .orElseThrow();
        return lookup.at(provider).of(MESSAGE, Instant.EPOCH);
    }

    @Test
    void whoever_has_it_is_named() {
        assertThat(asked("", NO, YES)).isEqualTo(new Answer.Accepted("SM1", "second"));
        assertThat(asked("", null, YES)).isEqualTo(new Answer.Accepted("SM1", "second"));
    }

    @Test
    void nobody_had_it_only_where_each_who_could_have_it_says_so() {
        assertThat(asked("", NO, NO)).isEqualTo(NO);
        assertThat(asked("", NO, UNSURE)).isEqualTo(UNSURE);
        assertThat(asked("", NO, null)).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void one_that_is_known_to_have_been_asked_to_carry_it_is_asked_alone() {
        assertThat(asked("first", NO, UNSURE)).isEqualTo(NO);
        assertThat(asked("first", NO, YES)).isEqualTo(NO);
        assertThat(asked("second", NO, null)).isInstanceOf(Answer.InDoubt.class);
        assertThat(asked("gone", NO, NO)).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void there_is_nobody_to_ask_where_no_provider_can_tell() {
        assertThat(WhoHasIt.of(List.of(new Provider("only", new Provides(null)))))
                .isEmpty();
    }
}
