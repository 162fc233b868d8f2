package io.rekindle.engine.rule.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A set of customers as boxes; of no box, nobody. */
public final class Region {

    /** More boxes than any book that people can read needs; a computation that would pass it is given up. */
    private static final int MOST_BOXES = 500;

    static final Region NOBODY = new Region(List.of());

    public static final Region EVERYBODY = new Region(List.of(Box.EVERYBODY));

    private final List<Box> boxes;

    Region(List<Box> boxes) {
        if (boxes.size() > MOST_BOXES) {
            throw new TooFineException();
        }
        this.boxes = List.copyOf(boxes);
    }

    static Region of(Box box) {
        return box.isEmpty() ? NOBODY : new Region(List.of(box));
    }

    /** Those in both. */
    public Region and(Region other) {
        List<Box> both = new ArrayList<>();
        for (Box mine : boxes) {
            for (Box its : other.boxes) {
                mine.and(its).filter(Region::canBe).ifPresent(both::add);
            }
        }
        return new Region(both);
    }

    private static boolean canBe(Box box) {
        return new Plausible().customer(box).isPresent();
    }

    /** Those in either. */
    public Region or(Region other) {
        List<Box> either = new ArrayList<>(boxes);
        either.addAll(other.boxes);
        return new Region(either);
    }

    /** Those who are not in the other. */
    public Region without(Region other) {
        Region rest = this;
        for (Box box : other.boxes) {
            List<Box> pieces = new ArrayList<>();
            for (Box mine : rest.boxes) {
                if (mine.and(box).isEmpty()) {
                    pieces.add(mine);
                } else {
                    mine.without(box).stream().filter(Region::canBe).forEach(pieces::add);
                }
            }
            rest = new Region(pieces);
        }
        return rest;
    }

    public boolean isNobody() {
        return example().isEmpty();
    }

    /** A customer of the region. */
    public Optional<Customer> example() {
        return boxes.stream()
                .flatMap(box -> new Plausible().customer(box).stream())
                .findFirst();
    }

    List<Box> boxes() {
        return boxes;
    }
}
