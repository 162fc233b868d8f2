package io.rekindle.provider;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.server.Served;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A shop that has texted ann at noon, and answers providers' callbacks two hours later. */
final class SentByText implements AutoCloseable {

    static final String NOON = "2026-03-02T12:00:00Z";
    static final String TWO = "2026-03-02T14:00:00Z";
    static final String ANN = "+8613800138000";

    private static final Map<String, String> BOOK = Map.of("campaigns/recall.yaml", """
            campaign: recall
            name: 召回 | Recall
            trigger: event cart_abandoned
            audience:
              - has never ordered
            re-entry: after 1 minute
            steps:
              - gift: at once, send sms hello
            """);

    final SmallShop shop;
    final Served served;

    SentByText(DataSource database, String... settings) {
        SmallShop fresh = new SmallShop(database, BOOK);
        shop = fresh.under(Books.of(fresh.installation().release().book().files()), TWO);
        served = Served.start(
                shop.installation(),
                Stream.concat(Stream.of("--rekindle.schedule.enabled=false"), Stream.of(settings))
                        .toArray(String[]::new));
        shop.answers(message -> new Answer.Accepted("SM-" + message.touchpoint().substring(30)));
        customer("ann");
        happens("ann", NOON);
    }

    void customer(String ref) {
        shop.reachable(ref, new ContactPoint(ChannelName.SMS, ANN));
        shop.happens(ref, "User Registered", "2026-03-01T12:00:00Z");
    }

    /** The customer leaves a cart, and is texted where nothing forbids it. */
    void happens(String ref, String at) {
        shop.happens(ref, "Cart Abandoned", at);
        shop.sweep(at);
        shop.dispatch(at);
    }

    String touchpoint() {
        return shop.rows("select id from touchpoint order by send_at").get(0);
    }

    List<String> events() {
        return shop.rows("select name, coalesce(properties->>'kind', '-') from event"
                + " where name like 'Message %' or name like '%ubscribed' order by name, message_id");
    }

    List<String> suppressed() {
        return shop.rows("select channel, reason from suppression");
    }

    @Override
    public void close() {
        served.close();
    }
}
