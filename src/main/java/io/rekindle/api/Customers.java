package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.PostgresCustomers;

/** Finds the customer a request names, or says that there is none. */
final class Customers {

    private Customers() {}

    static PostgresCustomers.Known find(Installation installation, String id) {
        return installation.customers().find(id(id)).orElseThrow(Customers::none);
    }

    /** The id, or a problem where nobody can have it. */
    static CustomerId id(String text) {
        if (text.indexOf('\0') >= 0) {
            throw none();
        }
        try {
            return new CustomerId(text);
        } catch (IllegalArgumentException cannotBeOne) {
            throw none();
        }
    }

    static ProblemException none() {
        return ProblemException.notFound("there is no such customer");
    }
}
