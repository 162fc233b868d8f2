package io.rekindle.engine.rule.drl;

import java.util.Set;

/** The names of the book that a raw rule may speak of. */
public record Known(Set<String> segments, Set<String> coupons) {

    public Known {
        segments = Set.copyOf(segments);
        coupons = Set.copyOf(coupons);
    }
}
