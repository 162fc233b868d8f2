package io.rekindle.replay;

import io.rekindle.postgres.PostgresCustomers;

/** What is counted of customers, one after another, by one thread. */
interface Tally<T extends Tally<T>> extends AutoCloseable {

    void count(PostgresCustomers.Known known);

    /** Adds what another counted of other customers. */
    void add(T other);

    @Override
    void close();
}
