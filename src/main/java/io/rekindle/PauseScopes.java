package io.rekindle;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.Pauses.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What there is to be paused: everything, the book's campaigns, channels and their providers, and whatever is paused already. */
public final class PauseScopes {

    /** How a scope is written. */
    public static final String FORM = "everything, campaign:NAME, channel:NAME or provider:NAME";

    private PauseScopes() {}

    /** Every scope that a person may name. */
    public static List<Scope> of(Installation installation) {
        RuleBook book = installation.release().book();
        Stream<Scope> campaigns = book.campaigns().stream().map(Campaign::name).map(Scope::campaign);
        Stream<ChannelName> used =
                book.campaigns().stream().flatMap(one -> one.steps().stream()).map(step -> step.channel());
        Stream<Scope> channels = Stream.concat(Stream.of(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH), used)
                .map(Scope::channel);
        Stream<Scope> providers = installation.carriers().byChannel().values().stream()
                .flatMap(Set::stream)
                .map(Scope::provider);
        return Stream.of(
                        Stream.of(Scope.EVERYTHING),
                        campaigns,
                        channels,
                        providers,
                        installation.pauses().on().stream())
                .flatMap(some -> some)
                .distinct()
                .toList();
    }
}
