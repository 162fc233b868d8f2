package io.rekindle.postgres;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import javax.sql.DataSource;

/** The key that seals links where the settings name none: made once, and the same for all nodes of a database. */
public final class SealingKey {

    private static final int BYTES = 32;

    private SealingKey() {}

    /** The key's 32 bytes; never to be logged. */
    public static byte[] of(DataSource source) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return Transaction.in(source, "reading the sealing key", connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into sealing_key (key) values (?) on conflict do nothing")) {
                insert.setBytes(1, fresh);
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement("select key from sealing_key");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        });
    }
}
