package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Where customers can be reached, masked: enough to tell two addresses apart, too little to write to them. */
public final class ContactPoints {

    private static final int SHOWN_DIGITS = 2;

    private final DataSource source;

    public ContactPoints(DataSource source) {
        this.source = source;
    }

    /**
     * A contact point without its address.
     *
     * @param masked such as {@code l****} or {@code ****03}
     * @param usable false once it bounced for good or was asked to be left alone
     */
    public record Masked(String channel, String masked, boolean usable) {}

    public List<Masked> of(CustomerId customer) {
        return Transaction.in(source, "reading contact points", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select p.channel, p.address, p.usable and not exists (
                               select 1 from suppression s where s.channel = p.channel
                               and s.address_hash = sha256(convert_to(p.address, 'UTF8'))) as usable
                    from contact_point p join customer c on c.id = p.customer_id where c.ref = ?
                    order by p.channel, p.address
                    """)) {
                select.setString(1, customer.value());
                List<Masked> points = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        String channel = row.getString("channel");
                        points.add(
                                new Masked(channel, mask(channel, row.getString("address")), row.getBoolean("usable")));
                    }
                }
                return points;
            }
        });
    }

    /** Whether nobody may write to the address: it bounced for good, or asked to be left alone. */
    public boolean isSuppressed(ContactPoint point) {
        return Transaction.in(source, "looking for a suppression", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select 1 from suppression where channel = ? and address_hash = sha256(convert_to(?, 'UTF8'))
                    """)) {
                select.setString(1, point.channel().value());
                select.setString(2, point.address());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    static String mask(String channel, String address) {
        return switch (channel) {
            case "email" -> address.substring(0, address.offsetByCodePoints(0, 1)) + "****";
            case "sms" ->
                address.length() > 2 * SHOWN_DIGITS
                        ? "****" + address.substring(address.length() - SHOWN_DIGITS)
                        : "****";
            default -> "****";
        };
    }
}
