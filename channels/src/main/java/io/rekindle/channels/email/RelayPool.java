package io.rekindle.channels.email;

import io.rekindle.channels.email.Lane.Refusal;
import io.rekindle.channels.email.SmtpConnection.Fault;
import io.rekindle.channels.email.SmtpRelay.Attempt;
import io.rekindle.channels.email.letter.Letter;
import io.rekindle.engine.delivery.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Relays in order of preference. A letter goes to the first that may carry it now; to the next only after a relay definitely did
 * not take it for a reason of its own: never after it may have taken it, never for what it said about the recipient or the letter.
 */
final class RelayPool implements AutoCloseable {

    /** The longest that a letter waits for its moment here; beyond it, it waits in the ledger. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Lane> lanes;

    RelayPool(List<RelaySettings> relays, DailyCounts counts, Clock clock) {
        if (relays.isEmpty()
                || relays.stream().map(RelaySettings::name).distinct().count() != relays.size()) {
            throw new IllegalArgumentException("e-mail needs one relay or more, each of another name");
        }
        lanes = relays.stream().map(relay -> new Lane(relay, counts, clock)).toList();
    }

    Answer send(String to, Letter letter) throws InterruptedException {
        String domain = to.substring(to.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        List<Lane> left = new ArrayList<>(lanes);
        Answer last = null;
        while (!left.isEmpty()) {
            List<Refusal> refusals = new ArrayList<>();
            Lane lane = free(left, domain, refusals);
            if (lane == null) {
                return last == null ? notNow(refusals) : last;
            }
            Attempt attempt = lane.send(to, domain, letter);
            if (attempt.fault() == Fault.NONE) {
                return attempt.answer();
            }
            last = milder(last, attempt.answer());
            left.remove(lane);
        }
        return last == null ? notNow(List.of()) : last;
    }

    /** The first that is free at once, else the first that is within our patience; entered. */
    private static @Nullable Lane free(List<Lane> lanes, String domain, List<Refusal> refusals)
            throws InterruptedException {
        for (Duration most : List.of(Duration.ZERO, PATIENCE)) {
            refusals.clear();
            for (Lane lane : lanes) {
                Optional<Refusal> refusal = lane.enter(domain, most);
                if (refusal.isEmpty()) {
                    return lane;
                }
                refusals.add(refusal.get());
            }
        }
        return null;
    }

    /** A relay that will not have us does not make a letter undeliverable while another one is only down. */
    private static Answer milder(@Nullable Answer before, Answer now) {
        return before instanceof Answer.Later ? before : now;
    }

    private static Answer notNow(List<Refusal> refusals) {
        String why = String.join("; ", refusals.stream().map(Refusal::why).toList());
        Duration soonest =
                refusals.stream().map(Refusal::pause).min(Duration::compareTo).orElse(PATIENCE);
        return new Answer.Later(why, soonest, false);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
