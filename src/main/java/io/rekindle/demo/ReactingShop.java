package io.rekindle.demo;

import io.rekindle.Installation;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.PostgresSandbox;
import io.rekindle.replay.DayByDay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The invented customers reading the messages of a replayed day, and what they do about them. */
final class ReactingShop implements DayByDay.ShopDay {

    /** Messages are kept under the instant they left; those of one day are looked for in a little more than it. */
    private static final Duration LOOKED_BACK = Duration.ofHours(50);

    private final Installation installation;
    private final Reactions reactions;
    private final Set<String> answered = new HashSet<>();

    ReactingShop(Installation installation, Reactions reactions) {
        this.installation = installation;
        this.reactions = reactions;
    }

    @Override
    public void react(long until) {
        PostgresSandbox sandbox = new PostgresSandbox(installation.dataSource());
        List<Event> events = new ArrayList<>();
        for (PostgresSandbox.Kept kept : sandbox.between(until - LOOKED_BACK.toMillis(), until)) {
            if (answered.add(kept.touchpoint())) {
                events.addAll(reactions.to(message(kept)));
            }
        }
        installation.intake().store(events, until);
    }

    private static Reactions.Message message(PostgresSandbox.Kept kept) {
        String code = kept.coupon();
        Instant expires = kept.couponExpiresAt();
        Reactions.Coupon coupon = code == null || expires == null ? null : new Reactions.Coupon(code, expires);
        return new Reactions.Message(kept.touchpoint(), kept.customer(), kept.channel(), kept.sentAt(), coupon);
    }
}
