package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.PostgresCustomers;
import java.util.Optional;

/** Finds the customer a request names, or says that there is none. */
final class Customers {

    private Customers() {}

    static PostgresCustomers.Known find(Installation installation, String id) {
        return id(id).flatMap(installation.customers()::find)
                .orElseThrow(() -> ProblemException.notFound("there is no such customer"));
    }

    private static Optional<CustomerId> id(String text) {
        try {
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(new CustomerId(text));
        } catch (IllegalArgumentException cannotBeOne) {
            return Optional.empty();
        }
    }
}
