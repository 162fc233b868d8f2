package io.rekindle.engine.rule.book;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign file, understood.
 *
 * @param name the file's {@code campaign:}, unique in the book
 * @param audience all clauses must hold to enter
 * @param exits any one of them ends an entry
 * @param reEntry how long after entering a customer may enter again; null for never
 * @param holdoutBasisPoints hundredths of a percent of the customers who get nothing, 0 to 10,000
 * @param budget in minor units, null for none
 * @param variants empty where there is no test; their shares sum to 10,000 basis points
 */
public record Campaign(
        String name,
        Label label,
        Trigger trigger,
        List<Clause> audience,
        List<Line> exits,
        @Nullable Span reEntry,
        @Nullable Goal goal,
        int holdoutBasisPoints,
        @Nullable Long budget,
        List<Variant> variants,
        List<Step> steps,
        String file,
        int number) {

    public Campaign {
        audience = List.copyOf(audience);
        exits = List.copyOf(exits);
        variants = List.copyOf(variants);
        steps = List.copyOf(steps);
    }

    /** A named share of the customers who enter, in basis points. */
    public record Variant(String name, int basisPoints) {}

    /** The event that counts as success within so long after entering. */
    public record Goal(String event, Span within) {}
}
