package io.rekindle.engine.fact;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When events of a customer had a certain property, such as {@code category=shoes}, and which amount concerned it. Most rules
 * do not ask, so what was stored stays packed until one does, or until there is more to keep.
 */
final class Details {

    /** So many different values are kept of one event's name; which ones, {@link Bounds} says. */
    static final int MOST_VALUES = 200;

    private static final byte[] NOTHING = new byte[0];

    private byte[] packed;
    private @Nullable SortedMap<String, SortedMap<String, Series>> open;

    Details() {
        this(NOTHING);
    }

    private Details(byte[] packed) {
        this.packed = packed;
    }

    static Details packed(byte[] bytes) {
        return new Details(bytes);
    }

    /** An independent copy. */
    Details copy() {
        return new Details(pack());
    }

    /** An independent copy of what had happened by the instant (epoch milliseconds). */
    Details until(long instant) {
        Details past = copy();
        if (!past.isEmpty()) {
            past.open().values().forEach(values -> {
                values.replaceAll((value, series) -> series.until(instant));
                values.values().removeIf(series -> series.size() == 0);
            });
            past.open().values().removeIf(values -> values.isEmpty());
        }
        return past;
    }

    void add(String event, String value, long at, long amount) {
        SortedMap<String, Series> values = open().computeIfAbsent(event, unused -> new TreeMap<>());
        Series known = values.get(value);
        if (known == null) {
            known = new Series();
            values.put(value, known);
            Bounds.keep(values, one -> true, MOST_VALUES);
        }
        known.add(at, amount);
    }

    /** The events of that name that had the value, or null where there are none. */
    @Nullable
    Series find(String event, String value) {
        SortedMap<String, Series> values = isEmpty() ? null : open().get(event);
        return values == null ? null : values.get(value);
    }

    void forget(String event) {
        if (!isEmpty()) {
            open().remove(event);
        }
    }

    private boolean isEmpty() {
        return open == null ? packed.length == 0 : open.isEmpty();
    }

    private SortedMap<String, SortedMap<String, Series>> open() {
        SortedMap<String, SortedMap<String, Series>> values = open;
        if (values == null) {
            values = unpack(packed);
            open = values;
        }
        return values;
    }

    /** The bytes: equal details give equal bytes. */
    byte[] pack() {
        SortedMap<String, SortedMap<String, Series>> values = open;
        if (values == null) {
            return packed;
        }
        if (values.isEmpty()) {
            return NOTHING;
        }
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            HistoryBytes.number(out, values.size());
            for (var event : values.entrySet()) {
                out.writeUTF(event.getKey());
                HistoryBytes.write(out, event.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        packed = bytes.toByteArray();
        open = null;
        return packed;
    }

    private static SortedMap<String, SortedMap<String, Series>> unpack(byte[] bytes) {
        SortedMap<String, SortedMap<String, Series>> values = new TreeMap<>();
        if (bytes.length == 0) {
            return values;
        }
        try (var in = new DataInputStream(new PlainBytes(bytes))) {
            for (long left = HistoryBytes.number(in); left > 0; left--) {
                SortedMap<String, Series> ofEvent = new TreeMap<>();
                String event = in.readUTF();
                HistoryBytes.readAllSeries(in, ofEvent);
                values.put(event, ofEvent);
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("stored facts are cut short", broken);
        }
        return values;
    }
}
