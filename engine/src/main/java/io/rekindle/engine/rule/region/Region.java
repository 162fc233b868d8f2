package io.rekindle.engine.rule.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A set of customers as boxes; of no box, nobody. */
public final class Region {

    /** More boxes than any book that people can read needs; a computation that would pass it is given up. */
    private static final int MOST_BOXES = 4000;

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

    public Region and(Region other) {
        List<Box> both = new ArrayList<>();
        for (Box mine : boxes) {
            for (Box its : other.boxes) {
                mine.and(its).filter(box -> both.size() < MOST_BOXES * 2 || fails()).ifPresent(both::add);
            }
        }
        return new Region(both).plausible();
    }

    private static boolean fails() {
        throw new TooFineException();
    }

    Region or(Region other) {
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
                pieces.addAll(mine.without(box));
            }
            rest = new Region(pieces).plausible();
        }
        return rest;
    }

    /** Without the boxes in which there can be no customer. */
    private Region plausible() {
        return new Region(
                boxes.stream().filter(box -> Plausible.customer(box).isPresent()).toList());
    }

    public boolean isNobody() {
        return example().isEmpty();
    }

    /** A customer of the region, by preference one about whom there is little to say. */
    public Optional<Customer> example() {
        return boxes.stream().flatMap(box -> Plausible.customer(box).stream()).findFirst();
    }

    List<Box> boxes() {
        return boxes;
    }
}
