package io.rekindle.demo;

import io.rekindle.engine.event.Event;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An invented shop: the same settings and seed give the same customers, orders and events, to the byte.
 *
 * <p>Everything is worked out anew on each call, customer by customer, so that a large shop needs no memory but for
 * sorting its orders. Nothing happens at or after {@link ShopSettings#end()}.
 */
public final class ShopSimulation {

    private static final String HEADER = "order_id,order_ts,customer_id,amount,currency\n";

    private final ShopSettings settings;
    private final long seed;
    private final Registry registry;

    public ShopSimulation(ShopSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
        this.registry = new Registry(seed, settings);
    }

    /** Everybody who registers, by id. */
    public Stream<ShopCustomer> customers() {
        return IntStream.rangeClosed(1, settings.customers()).mapToObj(registry::customer);
    }

    /** All orders in the order of time. */
    public List<ShopOrder> orders() {
        return lives().flatMap(life -> life.orders().stream())
                .filter(order -> order.at().isBefore(settings.end()))
                .sorted(Comparator.comparing(ShopOrder::at).thenComparing(ShopOrder::id))
                .toList();
    }

    /**
     * Writes the orders as a CSV file that {@code rekindle import} takes: order_id, order_ts, customer_id, amount,
     * currency.
     */
    public void writeOrders(Appendable csv) throws IOException {
        csv.append(HEADER);
        for (ShopOrder order : orders()) {
            String at = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(order.at().atZone(settings.zone()));
            csv.append(String.join(
                    ",",
                    order.id(),
                    at,
                    order.customer().value(),
                    order.amount().toPlainString(),
                    "CNY\n"));
        }
    }

    /** All other events: by customer, and each customer's in the order of time. */
    public Stream<Event> events() {
        return lives().flatMap(life -> Happenings.of(settings, life).stream());
    }

    /** The customer with that number, from 1 on. */
    public ShopCustomer customer(int number) {
        return registry.customer(number);
    }

    /** All that happens to one customer, orders included, in the order of time. */
    public List<Event> eventsOf(ShopCustomer customer) {
        Life life = new Life(settings, seed, customer);
        Stream<Event> orders = life.orders().stream()
                .filter(order -> order.at().isBefore(settings.end()))
                .map(ShopSimulation::event);
        return Stream.concat(orders, Happenings.of(settings, life).stream())
                .sorted(Comparator.comparing(Event::occurredAt).thenComparing(Event::messageId))
                .toList();
    }

    /** The event that the order's row of the CSV file becomes. */
    private static Event event(ShopOrder order) {
        var properties = new TreeMap<String, Object>();
        properties.put("order_id", order.id());
        properties.put("total", order.amount());
        properties.put("currency", "CNY");
        return new Event("order-" + order.id(), order.customer(), "Order Completed", order.at(), properties);
    }

    /** How the customers of this shop react to messages. */
    public Reactions reactions(Reactions.Settings how) {
        return new Reactions(how, settings, seed);
    }

    Stream<Life> lives() {
        return customers().map(customer -> new Life(settings, seed, customer));
    }
}
