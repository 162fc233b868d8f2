package io.rekindle.engine.sweep;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;

/**
 * A customer to be evaluated, locked until the batch ends.
 *
 * @param row the store's own number of the customer
 * @param history a copy of one's own
 * @param dueAt when the customer fell due, epoch milliseconds
 * @param evaluatedAt the instant of the last evaluation, epoch milliseconds; {@code Long.MIN_VALUE} if there was none
 * @param changedFrom the earliest event since then that happened before it, epoch milliseconds; {@link History#NEVER} if none
 */
public record DueCustomer(long row, Profile profile, History history, long dueAt, long evaluatedAt, long changedFrom) {}
