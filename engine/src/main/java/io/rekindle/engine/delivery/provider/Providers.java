package io.rekindle.engine.delivery.provider;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Lookup;
import io.rekindle.engine.delivery.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A channel's providers, in order of preference or by shares. A message goes to the next only after one definitely did not
 * take it for a reason of its own, or carries nothing now; never after one may have taken it. Safe for many threads.
 */
public final class Providers implements Channel {

    private static final Duration TRIAL = Duration.ofMinutes(3);

    private final ChannelName name;
    private final List<Provider> providers;
    private final List<Carrier> carriers;
    private final Allowances allowances;
    private final double retryShare;
    private final int[] lead;

    /**
     * The providers of a channel.
     *
     * @param allowances where their limits are kept
     * @param retryShare failed second attempts by first attempts at a provider, 0.2 for one in five
     */
    public Providers(ChannelName name, List<Provider> providers, Allowances allowances, double retryShare) {
        Set<String> names = providers.stream().map(Provider::name).collect(Collectors.toCollection(TreeSet::new));
        if (providers.isEmpty() || names.size() < providers.size()) {
            throw new IllegalArgumentException(name + " needs one provider or more, each of another name: " + names);
        }
        this.name = name;
        this.providers = List.copyOf(providers);
        this.allowances = allowances;
        this.retryShare = retryShare;
        this.carriers = providers.stream()
                .map(one -> new Carrier(one, allowances, retryShare))
                .toList();
        this.lead = new int[carriers.size()];
    }

    @Override
    public ChannelName name() {
        return name;
    }

    public List<Provider> providers() {
        return providers;
    }

    /** The same providers, each through what is made of its channel. */
    public Providers through(Function<Provider, Channel> wrapper) {
        return new Providers(
                name,
                providers.stream().map(one -> one.through(wrapper.apply(one))).toList(),
                allowances,
                retryShare);
    }

    /** Providers that are taken to be down. */
    public Set<String> down() {
        return carriers.stream()
                .filter(Carrier::isDown)
                .map(one -> one.provider().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Takes places for up to so many messages.
     *
     * @param trial how long a message on trial is waited for at a provider that was down
     */
    public Turn turn(int most, Duration trial, LongSupplier clock) {
        long now = clock.getAsLong();
        Stopped stopped = new Stopped(allowances, now);
        int[] wanted = byShares(most);
        List<Carrier> places = new ArrayList<>();
        for (int index = 0; index < carriers.size(); index++) {
            Carrier carrier = carriers.get(index);
            take(carrier, stopped.holds(carrier, now) ? 0 : wanted[index], places, now, trial);
        }
        for (Carrier carrier : carriers) {
            take(carrier, stopped.holds(carrier, now) ? 0 : most - places.size(), places, now, trial);
        }
        return new Turn(name, carriers, places, stopped, now, trial, clock);
    }

    private static void take(Carrier carrier, int some, List<Carrier> into, long now, Duration trial) {
        if (some > 0) {
            into.addAll(Collections.nCopies(carrier.places(some, now, trial).some(), carrier));
        }
    }

    /** Deals out so many messages by shares; nothing where nobody has one. Whoever is furthest behind its share is next. */
    private int[] byShares(int most) {
        int[] wanted = new int[carriers.size()];
        int all = providers.stream().mapToInt(Provider::share).sum();
        synchronized (lead) {
            for (int message = 0; all > 0 && message < most; message++) {
                int next = 0;
                for (int index = 0; index < lead.length; index++) {
                    lead[index] += providers.get(index).share();
                    next = lead[index] > lead[next] ? index : next;
                }
                lead[next] -= all;
                wanted[next]++;
            }
        }
        return wanted;
    }

    @Override
    public Optional<Lookup> lookup() {
        return WhoHasIt.of(providers);
    }

    /** Attempts one message that was not taken up in a turn. */
    @Override
    public Answer deliver(Message message) {
        try (Turn turn = turn(1, TRIAL, System::currentTimeMillis)) {
            return turn.deliver(message);
        }
    }

    @Override
    public void close() {
        providers.forEach(one -> one.channel().close());
    }
}
