package io.rekindle.api;

import java.math.BigDecimal;

/** An amount of the shop's currency. */
public record Money(BigDecimal amount, String currency) {

    static Money ofMinor(long minor, String currency) {
        return new Money(BigDecimal.valueOf(minor, 2), currency);
    }
}
