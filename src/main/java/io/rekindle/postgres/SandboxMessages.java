package io.rekindle.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Messages kept instead of sent, for people to look at. */
public final class SandboxMessages {

    private static final String SELECT = """
            select t.id::text as id, c.ref, t.campaign, t.step, t.channel, t.language, millis(m.kept_at) as kept_at, m.title,
                   m.body, m.html
            from sandbox_message m join touchpoint t on t.id = m.touchpoint join customer c on c.id = t.customer_id
            """;

    private final DataSource source;

    public SandboxMessages(DataSource source) {
        this.source = source;
    }

    /**
     * A message as its reader would have seen it: personal data.
     *
     * @param keptAt epoch milliseconds
     */
    public record Kept(
            String touchpoint,
            String customer,
            String campaign,
            String step,
            String channel,
            String language,
            long keptAt,
            String title,
            String body,
            @Nullable String html) {}

    /** The latest messages, from a place on. */
    public List<Kept> latest(Place after, int most) {
        return Transaction.in(source, "listing sandboxed messages", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    where m.kept_at <= instant(?) and (m.kept_at < instant(?) or m.touchpoint::text < ?)
                    order by m.kept_at desc, m.touchpoint desc limit ?
                    """)) {
                select.setLong(1, after.at());
                select.setLong(2, after.at());
                select.setString(3, after.key());
                select.setInt(4, most);
                return read(select);
            }
        });
    }

    public Optional<Kept> find(UUID touchpoint) {
        return Transaction.in(source, "reading a sandboxed message", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + " where m.touchpoint = ?")) {
                select.setObject(1, touchpoint);
                return read(select).stream().findFirst();
            }
        });
    }

    private static List<Kept> read(PreparedStatement select) throws SQLException {
        List<Kept> messages = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                messages.add(new Kept(
                        row.getString("id"),
                        row.getString("ref"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getString("channel"),
                        row.getString("language"),
                        row.getLong("kept_at"),
                        row.getString("title"),
                        row.getString("body"),
                        row.getString("html")));
            }
        }
        return messages;
    }
}
