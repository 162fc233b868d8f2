package io.rekindle.postgres;

import io.rekindle.engine.fact.Wishes;
import io.rekindle.engine.rule.book.RuleBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a reader can be reached, by channel. */
final class ReaderAddresses {

    private static final List<String> ALWAYS_SHOWN = List.of("email", "sms", "push");

    /** An address: free to be written to, stopped by its owner, or given up for another reason. */
    private enum State {
        FREE,
        STOPPED,
        GIVEN_UP
    }

    private record Address(String masked, State state) {}

    private final Map<String, List<Address>> byChannel = new LinkedHashMap<>();

    private ReaderAddresses() {}

    /** E-mail, SMS and push, what the message came by, what the customer has an address of, and what the book sends by. */
    static ReaderAddresses of(Connection connection, long customer, String channel, RuleBook book) throws SQLException {
        ReaderAddresses addresses = new ReaderAddresses();
        ALWAYS_SHOWN.forEach(addresses::channel);
        addresses.channel(channel);
        book.campaigns().forEach(campaign -> campaign.steps()
                .forEach(step -> addresses.channel(step.channel().value())));
        try (PreparedStatement select = connection.prepareStatement("""
                select p.channel, p.address,
                       case when s.reason = 'unsubscribed' then 'STOPPED'
                            when s.reason is not null or not p.usable then 'GIVEN_UP' else 'FREE' end
                from contact_point p left join suppression s
                  on s.channel = p.channel and s.address_hash = sha256(convert_to(p.address, 'UTF8'))
                where p.customer_id = ? order by p.channel, p.address
                """)) {
            select.setLong(1, customer);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String masked = ContactPoints.mask(row.getString(1), row.getString(2));
                    addresses.channel(row.getString(1)).add(new Address(masked, State.valueOf(row.getString(3))));
                }
            }
        }
        return addresses;
    }

    private List<Address> channel(String name) {
        return byChannel.computeIfAbsent(name, any -> new ArrayList<>());
    }

    List<Held.Channel> channels(Wishes wishes) {
        List<Held.Channel> channels = new ArrayList<>();
        byChannel.forEach((name, addresses) -> {
            boolean blocked = !addresses.isEmpty() && addresses.stream().allMatch(one -> one.state() == State.GIVEN_UP);
            boolean reached = addresses.isEmpty() || addresses.stream().anyMatch(one -> one.state() == State.FREE);
            channels.add(new Held.Channel(
                    name,
                    addresses.stream().map(Address::masked).distinct().toList(),
                    reached && !wishes.isStopped(name),
                    blocked));
        });
        return channels;
    }
}
