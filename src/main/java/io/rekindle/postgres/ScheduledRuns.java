package io.rekindle.postgres;

import java.sql.PreparedStatement;
import javax.sql.DataSource;

/** Runs of the calendar, each taken by one node: whoever writes the row runs it. */
public final class ScheduledRuns {

    private final DataSource source;

    public ScheduledRuns(DataSource source) {
        this.source = source;
    }

    /** Whether the run of that job scheduled for the instant (epoch milliseconds) is the caller's. */
    public boolean take(String job, long scheduledAt, String node) {
        return Transaction.in(source, "taking a scheduled run", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into scheduled_run (job, scheduled_at, node) values (?, instant(?), ?)
                    on conflict (job, scheduled_at) do nothing
                    """)) {
                insert.setString(1, job);
                insert.setLong(2, scheduledAt);
                insert.setString(3, node);
                return insert.executeUpdate() == 1;
            }
        });
    }
}
