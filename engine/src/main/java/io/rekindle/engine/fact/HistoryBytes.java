package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A history as bytes: a version, then each part in key order; numbers as LEB128 varints, instants as differences. Version 1
 * had no replies and no properties of events; it can still be read.
 */
final class HistoryBytes {

    private static final int VERSION = 2;
    private static final int BEFORE_DETAILS = 1;
    /** Shorter than {@link History#NEVER}. */
    private static final long NOT_YET = -1;

    private HistoryBytes() {}

    static byte[] write(History history) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, history.series);
            number(out, history.traits.size());
            for (var one : history.traits.entrySet()) {
                out.writeUTF(one.getKey());
                number(out, one.getValue().size());
                for (var value : one.getValue().entrySet()) {
                    number(out, value.getKey());
                    out.writeUTF(value.getValue());
                }
            }
            number(out, history.cases.size());
            for (var one : history.cases.entrySet()) {
                out.writeUTF(one.getKey());
                number(out, one.getValue().opened());
                number(out, one.getValue().closed());
            }
            number(out, history.entries.size());
            for (Entry one : history.entries.values()) {
                write(out, one);
            }
            number(out, history.touches.size());
            for (Touch one : history.touches.values()) {
                write(out, one);
            }
            number(out, history.holdings.size());
            for (Holding one : history.holdings.values()) {
                write(out, one);
            }
            out.write(history.details.pack());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static History read(byte[] bytes) {
        var history = new History();
        var source = new PlainBytes(bytes);
        try (var in = new DataInputStream(source)) {
            int version = in.readByte();
            if (version != VERSION && version != BEFORE_DETAILS) {
                throw new IllegalArgumentException("facts of version " + version + "; this Rekindle reads " + VERSION);
            }
            readAllSeries(in, history.series);
            for (long left = number(in); left > 0; left--) {
                String trait = in.readUTF();
                SortedMap<Long, String> values = new TreeMap<>();
                for (long more = number(in); more > 0; more--) {
                    values.put(number(in), in.readUTF());
                }
                history.traits.put(trait, values);
            }
            for (long left = number(in); left > 0; left--) {
                history.cases.put(in.readUTF(), new Case(number(in), number(in)));
            }
            for (long left = number(in); left > 0; left--) {
                Entry entry = readEntry(in);
                history.entries.put(entry.id(), entry);
            }
            for (long left = number(in); left > 0; left--) {
                Touch touch = readTouch(in, version);
                history.touches.put(touch.id(), touch);
            }
            for (long left = number(in); left > 0; left--) {
                Holding holding = readHolding(in);
                history.holdings.put(holding.code(), holding);
            }
            history.details = Details.packed(source.readAllBytes());
        } catch (IOException broken) {
            throw new IllegalArgumentException("stored facts are cut short", broken);
        }
        return history;
    }

    static void write(DataOutputStream out, SortedMap<String, Series> all) throws IOException {
        number(out, all.size());
        for (var one : all.entrySet()) {
            out.writeUTF(one.getKey());
            write(out, one.getValue());
        }
    }

    static void readAllSeries(DataInputStream in, SortedMap<String, Series> into) throws IOException {
        for (long left = number(in); left > 0; left--) {
            into.put(in.readUTF(), readSeries(in));
        }
    }

    private static void write(DataOutputStream out, Series series) throws IOException {
        number(out, series.size());
        long before = 0;
        for (int index = 0; index < series.size(); index++) {
            number(out, series.at(index) - before);
            number(out, series.value(index));
            before = series.at(index);
        }
    }

    private static Series readSeries(DataInputStream in) throws IOException {
        int size = (int) number(in);
        long[] at = new long[size];
        long[] value = new long[size];
        long before = 0;
        for (int index = 0; index < size; index++) {
            before += number(in);
            at[index] = before;
            value[index] = number(in);
        }
        return size == 0 ? new Series() : Series.of(at, value);
    }

    private static void write(DataOutputStream out, Entry one) throws IOException {
        out.writeUTF(one.id());
        out.writeUTF(one.campaign());
        out.writeUTF(one.variant());
        out.writeBoolean(one.holdout());
        number(out, one.occasion());
        number(out, one.enteredAt());
        number(out, one.endedAt());
        out.writeUTF(one.endReason());
        number(out, one.steps().size());
        for (var step : one.steps().entrySet()) {
            out.writeUTF(step.getKey());
            number(out, step.getValue().decidedAt());
            number(out, step.getValue().sendAt());
            out.writeUTF(step.getValue().outcome());
        }
    }

    private static Entry readEntry(DataInputStream in) throws IOException {
        String id = in.readUTF();
        String campaign = in.readUTF();
        String variant = in.readUTF();
        boolean holdout = in.readBoolean();
        long occasion = number(in);
        long enteredAt = number(in);
        long endedAt = number(in);
        String reason = in.readUTF();
        SortedMap<String, Entry.StepDone> steps = new TreeMap<>();
        for (long left = number(in); left > 0; left--) {
            steps.put(in.readUTF(), new Entry.StepDone(number(in), number(in), in.readUTF()));
        }
        return new Entry(id, campaign, variant, holdout, occasion, enteredAt, endedAt, reason, steps);
    }

    private static void write(DataOutputStream out, Touch one) throws IOException {
        out.writeUTF(one.id());
        out.writeUTF(one.campaign());
        out.writeUTF(one.entry());
        out.writeUTF(one.step());
        out.writeUTF(one.channel().value());
        number(out, one.at());
        number(out, one.failed());
        number(out, one.delivered());
        number(out, one.opened());
        number(out, one.clicked());
        number(out, one.replied() == History.NEVER ? NOT_YET : one.replied());
    }

    private static Touch readTouch(DataInputStream in, int version) throws IOException {
        Touch before = new Touch(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                new ChannelName(in.readUTF()),
                number(in),
                number(in),
                number(in),
                number(in),
                number(in),
                History.NEVER);
        long replied = version == BEFORE_DETAILS ? NOT_YET : number(in);
        return replied == NOT_YET ? before : before.repliedAt(replied);
    }

    private static void write(DataOutputStream out, Holding one) throws IOException {
        out.writeUTF(one.code());
        out.writeUTF(one.coupon());
        out.writeUTF(one.entry());
        out.writeUTF(one.step());
        number(out, one.issuedAt());
        number(out, one.expiresAt());
        number(out, one.redeemedAt());
        number(out, one.voidedAt());
    }

    private static Holding readHolding(DataInputStream in) throws IOException {
        return new Holding(
                in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), number(in), number(in), number(in), number(in));
    }

    /** A signed number as a zigzag varint, so that small ones of either sign are short. */
    static void number(DataOutputStream out, long signed) throws IOException {
        long value = (signed << 1) ^ (signed >> 63);
        while ((value & ~0x7FL) != 0) {
            out.writeByte((int) ((value & 0x7F) | 0x80));
            value >>>= 7;
        }
        out.writeByte((int) value);
    }

    static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }
}
