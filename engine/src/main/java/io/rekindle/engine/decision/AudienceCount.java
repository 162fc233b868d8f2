package io.rekindle.engine.decision;

import io.rekindle.engine.rule.book.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many customers a campaign's audience has, line by line.
 *
 * @param asked customers whom the trigger could concern at all: everybody for a schedule, who had the event for an event
 * @param size how many are in the audience
 * @param clauses the lines and groups in the order of the file
 * @param overlaps of a schedule: the scheduled campaign of higher priority that shares most of the audience, or null
 */
public record AudienceCount(
        String campaign,
        long asked,
        long size,
        List<ClauseCount> clauses,
        @Nullable Overlap overlaps) {

    public AudienceCount {
        clauses = List.copyOf(clauses);
    }

    /**
     * A line, or a group of lines of which one suffices.
     *
     * @param left how many are left after it and those above it
     * @param removes how many would be in the audience were it not for this one
     */
    public record ClauseCount(long left, long removes, List<LineCount> lines) {
        public ClauseCount {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line, and where it stands.
     *
     * @param holds for how many it holds, whatever the other lines say
     * @param adds how many are in the audience by this line of its group alone; all of them for a line without a group
     */
    public record LineCount(String file, int number, int column, String text, long holds, long adds) {

        static LineCount of(Line line, long holds, long adds) {
            return new LineCount(line.file(), line.number(), line.column(), line.text(), holds, adds);
        }
    }

    /** How many are in the audience of a campaign that goes first, too. */
    public record Overlap(String campaign, long customers) {}
}
