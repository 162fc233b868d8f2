package io.rekindle.channels.email;

import io.rekindle.channels.email.SmtpConnection.Fault;
import io.rekindle.channels.email.SmtpRelay.Attempt;
import io.rekindle.channels.email.letter.Letter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One relay with what it may carry: so many connections, so many letters a second and a day, and none for a while after it
 * failed several times running.
 */
final class Lane implements AutoCloseable {

    private static final int FAILURES_BEFORE_REST = 5;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    /** Why nothing may go now, and for how long. */
    record Refusal(String why, Duration pause) {}

    private final RelaySettings settings;
    private final SmtpRelay relay;
    private final DailyCounts counts;
    private final Clock clock;
    private final Semaphore connections;
    private final Pace pace;
    private final Map<String, Pace> domainPaces = new HashMap<>();
    private int failures;
    private long restUntil;

    Lane(RelaySettings settings, DailyCounts counts, Clock clock) {
        this.settings = settings;
        this.counts = counts;
        this.clock = clock;
        relay = new SmtpRelay(settings.smtp());
        connections = new Semaphore(settings.smtp().connections());
        pace = new Pace(settings.limits().perSecond());
        settings.domains().forEach((domain, limits) -> domainPaces.put(domain, new Pace(limits.perSecond())));
    }

    String name() {
        return settings.name();
    }

    /**
     * Takes a place for one letter, which {@link #send} gives back.
     *
     * @param most how long the letter may wait for its moment; with nothing, it does not wait for a connection either
     * @return empty once it may be sent
     */
    Optional<Refusal> enter(String domain, Duration most) throws InterruptedException {
        Duration rest = rest();
        if (!rest.isZero()) {
            return refusal("rests after it failed", rest);
        }
        if (most.isZero() && !connections.tryAcquire()) {
            return refusal("all its connections are in use", Duration.ZERO);
        } else if (!most.isZero()) {
            connections.acquire();
        }
        Optional<Refusal> refusal = withinLimits(domain, most);
        if (refusal.isPresent()) {
            connections.release();
        }
        return refusal;
    }

    private Optional<Refusal> withinLimits(String domain, Duration most) throws InterruptedException {
        LocalDate day = today();
        if (!underCap(name(), settings.limits(), day)) {
            return refusal("its letters of today are used up while it warms up", untilTomorrow(day));
        }
        Limits ofDomain = settings.domains().getOrDefault(domain, Limits.NONE);
        if (!underCap(way(domain), ofDomain, day)) {
            giveBack(name(), settings.limits(), day);
            return refusal("its letters of today to " + domain + " are used up", untilTomorrow(day));
        }
        Duration wait = paced(domain, most);
        if (wait.compareTo(most) > 0) {
            giveBack(domain, day);
            return refusal("as many a second as it may carry", wait);
        }
        if (!wait.isZero()) {
            Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
        }
        return Optional.empty();
    }

    /** The longer of the two waits; a moment of the domain that is then not used is lost, which is on the slow side. */
    private Duration paced(String domain, Duration most) {
        long now = System.nanoTime();
        Pace ofDomain = domainPaces.get(domain);
        Duration first = ofDomain == null ? Duration.ZERO : ofDomain.take(now, most);
        if (first.compareTo(most) > 0) {
            return first;
        }
        Duration second = pace.take(now, most);
        return first.compareTo(second) > 0 ? first : second;
    }

    /** Attempts the letter once and leaves the place that was taken for it. */
    Attempt send(String to, String domain, Letter letter) {
        try {
            Attempt attempt = relay.send(to, letter);
            remember(attempt.fault() == Fault.DOWN);
            if (attempt.fault() != Fault.NONE) {
                giveBack(domain, today());
            }
            return attempt;
        } finally {
            connections.release();
        }
    }

    @Override
    public void close() {
        relay.close();
    }

    private synchronized Duration rest() {
        long left = restUntil - System.nanoTime();
        return failures >= FAILURES_BEFORE_REST && left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    private synchronized void remember(boolean failed) {
        failures = failed ? failures + 1 : 0;
        if (failures >= FAILURES_BEFORE_REST) {
            Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - FAILURES_BEFORE_REST, 10));
            restUntil = System.nanoTime() + (rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST).toNanos();
        }
    }

    private boolean underCap(String way, Limits limits, LocalDate day) {
        WarmUp warmUp = limits.warmUp();
        return warmUp == null
                || warmUp.capOn(day).isEmpty()
                || counts.take(way, day, warmUp.capOn(day).getAsInt());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void giveBack(String domain, LocalDate day) {
        giveBack(name(), settings.limits(), day);
        giveBack(way(domain), settings.domains().getOrDefault(domain, Limits.NONE), day);
    }

    private void giveBack(String way, Limits limits, LocalDate day) {
        if (limits.warmUp() != null) {
            counts.giveBack(way, day);
        }
    }

    private Duration untilTomorrow(LocalDate day) {
        return Duration.between(
                clock.instant(), day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private String way(String domain) {
        return name() + " to " + domain;
    }

    private Optional<Refusal> refusal(String why, Duration wait) {
        return Optional.of(new Refusal("relay " + name() + ": " + why, wait));
    }
}
