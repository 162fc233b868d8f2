package io.rekindle.engine.rule.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks for a customer in one box and in none of others, piece by piece, until one is found or every piece is covered. */
final class Uncovered {

    /** Looked at in well under a second; a grid that people can read needs some hundreds. */
    private static final int MOST_PIECES = 8_000;

    private final Plausible plausible = new Plausible();
    private int pieces;

    /**
     * A customer of the box whom none of the others holds.
     *
     * @throws TooFineException if there are too many pieces to look at
     */
    Optional<Customer> in(Box box, List<Box> others) {
        if (++pieces > MOST_PIECES) {
            throw new TooFineException();
        }
        Optional<Customer> customer = plausible.customer(box);
        List<Box> near = new ArrayList<>();
        for (Box other : others) {
            if (customer.isEmpty() || box.isInside(other)) {
                return Optional.empty();
            }
            if (box.and(other).isPresent()) {
                near.add(other);
            }
        }
        if (near.isEmpty()) {
            return customer;
        }
        near.sort(Comparator.comparingInt(other -> other.sides().size()));
        List<Box> rest = near.subList(1, near.size());
        return box.without(near.get(0)).stream()
                .flatMap(piece -> in(piece, rest).stream())
                .findFirst();
    }
}
