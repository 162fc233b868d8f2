package io.rekindle.engine.rule.region;

import io.rekindle.engine.rule.region.Dimension.Measure;
import io.rekindle.engine.rule.region.Happenings.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds events of one kind that give the numbers a box allows, or that there are none.
 *
 * <p>The past is cut where windows end. Stretch by stretch it is taken to be empty or not, with as few events as the box
 * allows; since counts and sums only grow with the window, the fewest leave most room for the rest. Only where a fall of the
 * count is asked for does the count of the later half have to be tried out.
 */
final class Past {

    private static final int MOST_TRIED = 600;

    private final String series;
    private final Box box;
    private final long unit;
    private final long[] ends;
    private final Map<Integer, Values> drops = new TreeMap<>();
    private final long[] counts;
    private final long[] sums;
    private int newest;
    private int oldest;

    private Past(String series, Box box, long unit) {
        this.series = series;
        this.box = box;
        this.unit = unit;
        SortedSet<Long> windows = new TreeSet<>();
        for (Dimension side : box.sides().keySet()) {
            if (series.equals(side.events().orElse("")) && side.days() > 0) {
                windows.add((long) side.days());
                if (side.measure() == Measure.DROP) {
                    windows.add(2L * side.days());
                    drops.put(side.days(), box.side(side));
                }
            }
        }
        windows.add(Values.MOST);
        this.ends = windows.stream().mapToLong(Long::longValue).toArray();
        this.counts = new long[ends.length];
        this.sums = new long[ends.length];
    }

    /** Such events, or empty where there can be none. */
    static Optional<Happenings> in(Box box, String series) {
        for (long unit : new long[] {5000, 1, 0}) {
            Optional<Happenings> found = new Past(series, box, unit).search();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Happenings> search() {
        newest = -1;
        oldest = -1;
        return stretch(0);
    }

    private Optional<Happenings> stretch(int index) {
        if (index == ends.length) {
            return newest < 0 ? nothing() : happened();
        }
        long before = index == 0 ? 0 : counts[index - 1];
        Values allowed = allowed(index);
        Optional<Happenings> found = allowed.contains(before) ? set(index, before) : Optional.empty();
        if (found.isPresent() || (newest < 0 && days(index, Measure.LAST).isEmpty())) {
            return found;
        }
        int newestBefore = newest;
        int oldestBefore = oldest;
        newest = newest < 0 ? index : newest;
        oldest = index;
        OptionalLong next = allowed.atLeast(before + 1);
        for (int tries = tries(index, before); found.isEmpty() && tries > 0 && next.isPresent(); tries--) {
            found = set(index, next.getAsLong());
            next = allowed.atLeast(next.getAsLong() + 1);
        }
        newest = newestBefore;
        oldest = oldestBefore;
        return found;
    }

    /** The fewest events will do, or else two where the first and the last are of different days. */
    private int tries(int index, long before) {
        Values drop = ends[index] == Values.MOST ? null : drops.get((int) ends[index]);
        boolean free = drop == null || drop.equals(Values.of(Values.NONE, 100));
        if (free) {
            return newest == index ? 2 : 1;
        }
        long bound = before + side(Measure.COUNT, index).largestBound();
        return (int) Math.min(MOST_TRIED, 201 + bound);
    }

    private Optional<Happenings> set(int index, long count) {
        long countBefore = index == 0 ? 0 : counts[index - 1];
        long sumBefore = index == 0 ? 0 : sums[index - 1];
        long added = count - countBefore;
        long least = sumBefore + Math.min(added, Values.MOST / 10_000) * unit;
        Values allowed = side(Measure.SUM, index);
        OptionalLong sum = added == 0
                ? (allowed.contains(sumBefore) ? OptionalLong.of(sumBefore) : OptionalLong.empty())
                : allowed.atLeast(least);
        if (sum.isEmpty()) {
            return Optional.empty();
        }
        counts[index] = count;
        sums[index] = sum.getAsLong();
        return stretch(index + 1);
    }

    private Values side(Measure measure, int index) {
        int days = ends[index] == Values.MOST ? 0 : (int) ends[index];
        return box.side(new Dimension(measure, series, days));
    }

    /** The counts up to the end of a stretch that its own window and a fall from the windows before it allow. */
    private Values allowed(int index) {
        Values allowed = side(Measure.COUNT, index);
        Values drop = ends[index] % 2 == 0 ? drops.get((int) Math.min(ends[index] / 2, Integer.MAX_VALUE)) : null;
        if (drop == null || ends[index] == Values.MOST) {
            return allowed;
        }
        return allowed.and(fallen(drop, counts[Arrays.binarySearch(ends, ends[index] / 2)]));
    }

    /** The counts of a window of which the later half has that count, so that it fell by one of those percentages. */
    private static Values fallen(Values drop, long later) {
        List<Values.Range> counts = new ArrayList<>();
        if (drop.contains(Values.NONE)) {
            counts.add(new Values.Range(later, later));
        }
        for (Values.Range range : drop.and(Values.of(0, 100)).ranges()) {
            long least = range.from() == 0 ? 1 : Math.max(1, up(100 * later, 100 - range.from()));
            long most = range.to() == 100 ? Values.MOST : up(100 * later, 99 - range.to()) - 1;
            if (least <= most && least < Values.MOST) {
                counts.add(new Values.Range(later + least, Math.min(Values.MOST, later + most)));
            }
        }
        return new Values(counts);
    }

    /** Divided and rounded up; what is divided by nothing has no bound, and nothing divided is nothing. */
    private static long up(long dividend, long divisor) {
        return dividend == 0 ? 0 : divisor == 0 ? Values.MOST : -Math.floorDiv(-dividend, divisor);
    }

    private Optional<Happenings> nothing() {
        boolean fits = box.side(new Dimension(Measure.LAST, series, 0)).contains(Values.NONE)
                && box.side(new Dimension(Measure.FIRST, series, 0)).contains(Values.NONE);
        return fits ? Optional.of(new Happenings(series, stretches(), Values.NONE, Values.NONE)) : Optional.empty();
    }

    private Optional<Happenings> happened() {
        Values last = days(newest, Measure.LAST);
        Values first = days(oldest, Measure.FIRST);
        OptionalLong sameDay = newest == oldest ? last.and(first).atLeast(0) : OptionalLong.empty();
        if (sameDay.isPresent()) {
            return found(sameDay.getAsLong(), sameDay.getAsLong());
        }
        OptionalLong lastDay = last.atLeast(0);
        OptionalLong firstDay = lastDay.isEmpty() ? lastDay : first.atLeast(lastDay.getAsLong());
        boolean several = newest != oldest || counts[ends.length - 1] > 1;
        return several && lastDay.isPresent() && firstDay.isPresent()
                ? found(lastDay.getAsLong(), firstDay.getAsLong())
                : Optional.empty();
    }

    /** The calendar days on which an event of the stretch can have been, as far as the box allows: both its ends' too. */
    private Values days(int index, Measure measure) {
        long from = index == 0 ? 0 : ends[index - 1];
        return box.side(new Dimension(measure, series, 0)).and(Values.of(from, ends[index]));
    }

    private Optional<Happenings> found(long lastDay, long firstDay) {
        return Optional.of(new Happenings(series, stretches(), lastDay, firstDay));
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (int index = 0; index < ends.length; index++) {
            long count = counts[index] - (index == 0 ? 0 : counts[index - 1]);
            long sum = sums[index] - (index == 0 ? 0 : sums[index - 1]);
            stretches.add(new Stretch(index == 0 ? 0 : ends[index - 1], ends[index], count, sum));
        }
        return stretches;
    }
}
