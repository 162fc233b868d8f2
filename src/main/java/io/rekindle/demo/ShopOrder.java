package io.rekindle.demo;

import io.rekindle.engine.customer.CustomerId;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * An order of the invented shop.
 *
 * @param amount in CNY
 */
public record ShopOrder(String id, CustomerId customer, Instant at, BigDecimal amount) {}
