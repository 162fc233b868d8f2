package io.rekindle;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.postgres.PostgresCustomers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Previews of messages of the live release, for customers of the shop or for nobody. Reads, and writes nothing. */
public final class Previews {

    private final Installation installation;

    public Previews(Installation installation) {
        this.installation = installation;
    }

    /** A customer as reader; empty where there is none. */
    public Optional<Preview.Reader> customer(CustomerId id) {
        PostgresCustomers customers = installation.customers();
        return customers
                .find(id)
                .map(known -> new Preview.Reader(known.profile(), known.history(), customers.personal(id)));
    }

    /** Somebody of whom nothing is known. */
    public Preview.Reader nobody(String language) {
        Profile profile =
                new Profile(new CustomerId("nobody"), installation.policy().zone(), language, Set.of());
        return new Preview.Reader(profile, new History(), Map.of());
    }

    /**
     * What the reader would read.
     *
     * @param language instead of the reader's, or null
     * @param at epoch milliseconds
     * @return empty where the campaign has no such step
     */
    public Optional<Preview> of(
            Evaluator evaluator,
            Preview.Reader reader,
            Campaign campaign,
            String step,
            @Nullable String language,
            long at) {
        Profile given = reader.profile();
        Profile profile = language == null ? given : new Profile(given.id(), given.zone(), language, given.reachable());
        return Preview.of(
                evaluator,
                new Renderer(evaluator.release().book()),
                new Preview.Reader(profile, reader.history(), reader.personal()),
                campaign,
                step,
                at);
    }
}
