package io.rekindle.demo;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The shop a demonstration shows.
 *
 * @param name tells demonstrations apart: the same name is the same shop
 * @param orders its orders as a CSV file
 */
record DemoShop(String name, Path orders, ShopSimulation simulation, boolean real) {

    private static final long SEED = 42;

    /** With this first day the 78 weeks end with a calendar month, eighteen months later. */
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

    /** The invented shop; its orders are written to that file. */
    static DemoShop invented(int customers, Path orders) {
        ShopSettings settings = ShopSettings.standard(FIRST_DAY).withCustomers(customers);
        return new DemoShop("invented-" + customers, orders, new ShopSimulation(settings, SEED), false);
    }

    /**
     * A real shop's orders. The file says who bought what; addresses and consents are invented, for the messages go no
     * further than the sandbox. Nobody reacts to a message.
     */
    static DemoShop of(Path orders) {
        ShopSettings settings = ShopSettings.standard(FIRST_DAY).withCustomers(1);
        return new DemoShop(orders.getFileName().toString(), orders, new ShopSimulation(settings, SEED), true);
    }

    /** Who the invented customers are. */
    Stream<CustomerRecord> customers() {
        return simulation
                .customers()
                .map(one -> new CustomerRecord(
                        one.id(),
                        one.zone().getId(),
                        one.language(),
                        Map.of("first_name", one.firstName()),
                        one.contactPoints()));
    }

    /** Everything but the orders. */
    Stream<Event> events() {
        return simulation.events();
    }

    /** Invented addresses for customers of a real file, in the order of their ids. */
    static List<CustomerRecord> invented(List<CustomerId> ids) {
        Registry registry = new Registry(SEED, ShopSettings.standard(FIRST_DAY).withCustomers(Math.max(1, ids.size())));
        List<CustomerRecord> records = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            ShopCustomer invented = registry.customer(index + 1);
            records.add(new CustomerRecord(
                    ids.get(index),
                    null,
                    invented.language(),
                    Map.of("first_name", invented.firstName()),
                    invented.contactPoints()));
        }
        return records;
    }
}
