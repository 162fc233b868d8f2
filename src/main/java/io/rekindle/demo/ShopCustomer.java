package io.rekindle.demo;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import java.time.ZoneId;
import java.util.List;

/**
 * An invented customer.
 *
 * @param language {@code en} or {@code zh}
 * @param contactPoints at addresses and numbers that belong to nobody
 */
public record ShopCustomer(
        CustomerId id, ZoneId zone, String language, String firstName, List<ContactPoint> contactPoints) {

    public ShopCustomer {
        contactPoints = List.copyOf(contactPoints);
    }
}
