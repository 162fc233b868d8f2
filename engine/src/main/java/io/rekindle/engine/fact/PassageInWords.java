package io.rekindle.engine.fact;

import io.rekindle.engine.event.EventNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what rules about campaigns, messages and coupons saw. */
final class PassageInWords extends Words {

    PassageInWords(Facts facts) {
        super(facts);
    }

    @Override
    Optional<String> of(String fact, List<Object> arguments) {
        return passage(fact, arguments).or(() -> coupons(fact, arguments)).or(() -> messages(fact, arguments));
    }

    private Optional<String> passage(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "orderedSinceEntering" -> sinceEntering(arguments, EventNames.ORDER_COMPLETED, "ordered");
                    case "visitedSinceEntering" -> sinceEntering(arguments, History.VISIT, "visited");
                    case "happenedSinceEntering" -> sinceEntering(arguments, text(arguments, 1), "happened");
                    case "entries", "enteredIn", "inCampaign" -> entered(text(arguments, 0));
                    case "opened", "clicked", "replied", "undelivered" -> message(fact, arguments);
                    default -> null;
                });
    }

    private String sinceEntering(List<Object> arguments, String key, String verb) {
        Entry entry = facts.lastEntry(text(arguments, 0));
        if (entry == null) {
            return "never entered";
        }
        long last = facts.last(key);
        boolean happened = last <= facts.asOf() && last > entry.enteredAt();
        return happened ? verb + " on " + date(last) : "not " + verb + " since " + date(entry.enteredAt());
    }

    private String entered(String campaign) {
        Entry entry = facts.lastEntry(campaign);
        return entry == null
                ? "never entered " + campaign
                : "entered " + campaign + " on " + date(entry.enteredAt())
                        + (entry.openAt(facts.asOf()) ? ", still in it" : ", left it on " + date(entry.endedAt()));
    }

    private Optional<String> coupons(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "couponUnused" -> coupon(ofEntry(text(arguments, 0)));
                    case "holdsUnused", "couponExpiring", "couponExpired" ->
                        coupon(latest(facts.unused(text(arguments, 0))));
                    case "couponUsed", "couponUsedIn" -> coupon(latest(facts.used(text(arguments, 0))));
                    case "couponsIssued" -> count(facts.couponsIssued(text(arguments, 0)), "coupon");
                    default -> null;
                });
    }

    private Optional<Holding> ofEntry(String campaign) {
        Entry entry = facts.lastEntry(campaign);
        return entry == null ? Optional.empty() : Optional.ofNullable(facts.couponOf(entry));
    }

    private static Optional<Holding> latest(Stream<Holding> holdings) {
        return holdings.max(Comparator.comparingLong(Holding::expiresAt).thenComparing(Holding::code));
    }

    private String coupon(Optional<Holding> holding) {
        if (holding.isEmpty()) {
            return "no coupon";
        }
        Holding one = holding.get();
        String name = one.coupon().isEmpty() ? "a coupon" : one.coupon();
        if (one.redeemedAt() <= facts.asOf()) {
            return name + " used on " + date(one.redeemedAt());
        }
        return name + (one.expiresAt() <= facts.asOf() ? " expired on " : " usable until ") + date(one.expiresAt());
    }

    private String message(String fact, List<Object> arguments) {
        Entry entry = facts.lastEntry(text(arguments, 0));
        Optional<Touch> found = facts.history().touches().stream()
                .filter(one -> entry != null && one.entry().equals(entry.id()))
                .filter(one -> one.step().equals(text(arguments, 1)))
                .findFirst();
        if (found.isEmpty()) {
            return "not sent";
        }
        Touch touch = found.get();
        if (touch.failed() <= facts.asOf()) {
            return "failed on " + date(touch.failed());
        }
        String verb = fact.equals("undelivered") ? "opened" : fact;
        long done =
                verb.equals("clicked") ? touch.clicked() : verb.equals("replied") ? touch.replied() : touch.opened();
        return done <= facts.asOf() ? verb + " on " + date(done) : "sent on " + date(touch.at()) + ", not " + verb;
    }

    private Optional<String> messages(String fact, List<Object> arguments) {
        if (!fact.equals("messages") && !fact.equals("messagesIn")) {
            return Optional.empty();
        }
        String what = text(arguments, 0);
        String of = text(arguments, 1);
        String channel = text(arguments, 2);
        if (fact.equals("messagesIn")) {
            int n = number(arguments, 3);
            return Optional.of(count(facts.countIn(what, of, channel, n, facts.asOf()), "message") + " " + what + " in "
                    + days(n));
        }
        long ever =
                facts.times(what, of, channel).filter(at -> at <= facts.asOf()).count();
        return Optional.of(count(ever, "message") + " " + what);
    }
}
