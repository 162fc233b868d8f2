package io.rekindle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.PostgresIntake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation with a small rule book in an empty database, and short words for what happens in it. */
public final class SmallShop {

    public static final Duration LEASE = Duration.ofMinutes(1);

    /** A campaign that answers a cart left behind with an e-mail at once, and takes neither money nor coupon. */
    public static final Map<String, String> CART = Map.of("campaigns/cart.yaml", """
            campaign: cart
            name: 购物车 | Cart
            trigger: event cart_abandoned
            audience:
              - has never ordered
            steps:
              - hello: at once, send email hello
            """);

    private static final AtomicInteger EVENTS = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = Map.of(
            "templates/hello.email.en.txt", "Hello\n\nGood to have you here.",
            "templates/hello.email.zh.txt", "您好\n\n欢迎。",
            "templates/hello.sms.en.txt", "Hello",
            "templates/hello.sms.zh.txt", "您好",
            "templates/hello.push.en.txt", "Hello\n\nGood to have you here.",
            "templates/hello.push.zh.txt", "您好\n\n欢迎。");

    /** When books become live: before everything that happens. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final DataSource database;
    private final Installation installation;
    private final JdbcClient sql;
    private final List<Message> sent = new CopyOnWriteArrayList<>();
    private volatile Function<Message, Answer> answers =
            message -> new Answer.Accepted("provider-" + message.touchpoint());

    /** Empties the database and makes the book the live one; three templates {@code hello} come with it. */
    public SmallShop(DataSource database, Map<String, String> files) {
        this(database, files, CLOCK);
    }

    /** The same with a clock for what runs by itself, which is also when the book becomes live. */
    public SmallShop(DataSource database, Map<String, String> files, Clock clock) {
        this.database = database;
        this.sql = JdbcClient.create(database);
        sql.sql(
                        "truncate customer, event, event_id, decision, release, review, offer, budget, suppression, scheduled_run, pause, rate, daily_count, carrier cascade")
                .update();
        Map<String, String> all = new TreeMap<>(TEMPLATES);
        all.putAll(files);
        this.installation = Installation.open(database, Books.of(all), clock);
    }

    private SmallShop(DataSource database, Installation installation) {
        this.database = database;
        this.sql = JdbcClient.create(database);
        this.installation = installation;
    }

    /** The same shop under another book, which becomes the live one at the instant. */
    public SmallShop under(RuleBook book, String at) {
        Clock clock = Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
        return new SmallShop(database, Installation.open(database, book, clock));
    }

    public Installation installation() {
        return installation;
    }

    public DataSource database() {
        return database;
    }

    public JdbcClient sql() {
        return sql;
    }

    /** A customer with an address in every channel. */
    public void customer(String ref, @Nullable String zone) {
        customers(List.of(ref), zone);
    }

    /** Customers with an address in every channel. */
    public void customers(List<String> refs, @Nullable String zone) {
        installation
                .intake()
                .identify(
                        refs.stream().map(ref -> record(ref, zone)).toList(),
                        installation.clock().millis());
    }

    private static CustomerRecord record(String ref, @Nullable String zone) {
        List<ContactPoint> points = List.of(
                new ContactPoint(ChannelName.EMAIL, ref + "@example.com"),
                new ContactPoint(
                        ChannelName.SMS, "+8613" + String.format("%09d", Math.floorMod(ref.hashCode(), 1_000_000_000))),
                new ContactPoint(ChannelName.PUSH, "token-" + ref));
        return new CustomerRecord(new CustomerId(ref), zone, "en", Map.of(), points);
    }

    /** Something happens and is stored at once. */
    public void happens(String ref, String name, String at, Object... properties) {
        arrives(ref, name, at, at, properties);
    }

    /** Something happened at one time and is stored at another. */
    public void arrives(String ref, String name, String at, String arrivesAt, Object... properties) {
        store(List.of(event("e" + EVENTS.incrementAndGet(), ref, name, at, properties)), arrivesAt);
    }

    public PostgresIntake.Stored store(List<Event> stored, String arrivesAt) {
        return installation.intake().store(stored, millis(arrivesAt));
    }

    /** An event; the properties are names and values in turn. */
    public static Event event(String id, String ref, String name, String at, Object... properties) {
        var map = new TreeMap<String, Object>();
        for (int index = 0; index < properties.length; index += 2) {
            map.put((String) properties[index], properties[index + 1]);
        }
        return new Event(id, new CustomerId(ref), name, Instant.parse(at), map);
    }

    public static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    public SweepReport sweep(String until) {
        return sweep(Instant.parse(until));
    }

    public SweepReport sweep(Instant until) {
        try (Evaluator evaluator = installation.evaluator()) {
            return installation.sweep().run(evaluator, until.toEpochMilli());
        }
    }

    /** Dispatches what is planned until the instant by channels that accept everything; returns how many it took up. */
    public int dispatch(String at) {
        return dispatch(at, sent::add);
    }

    /** From now on channels answer so; at first they accept everything. */
    public void answers(Function<Message, Answer> how) {
        answers = how;
    }

    /** The customer can be reached there, too. */
    public void reachable(String ref, ContactPoint at) {
        installation
                .intake()
                .identify(List.of(new CustomerRecord(new CustomerId(ref), null, "en", Map.of(), List.of(at))), 0);
    }

    /** Dispatches, and does something at each message before it is accepted. */
    public int dispatch(String at, Consumer<Message> atEach) {
        Map<ChannelName, Channel> channels = List.of(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH).stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new Answering(name, message -> {
                            atEach.accept(message);
                            return answers.apply(message);
                        })));
        Dispatcher dispatcher = new Dispatcher("test", installation.outbox(), channels, LEASE);
        try (Evaluator evaluator = installation.evaluator()) {
            return dispatcher.dispatch(
                    evaluator, new Renderer(installation.release().book()), () -> millis(at), 1000);
        }
    }

    /** What {@link #dispatch(String)} sent, in order. */
    public List<Message> sent() {
        return new ArrayList<>(sent);
    }

    /** A query's first column by its second, as text. */
    public Map<String, String> pairs(String query) {
        Map<String, String> pairs = new TreeMap<>();
        sql.sql(query)
                .query((row, number) -> pairs.put(row.getString(1), row.getString(2)))
                .list();
        return pairs;
    }

    /** The rows of a query, columns joined by a blank, as text. */
    public List<String> rows(String query) {
        return sql.sql(query)
                .query((row, number) -> {
                    List<String> cells = new ArrayList<>();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        cells.add(String.valueOf(row.getString(column)));
                    }
                    return String.join(" ", cells);
                })
                .list();
    }

    public long number(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    /** The touchpoints, each as step, state and reason. */
    public void hasTouchpoints(String... expected) {
        assertThat(rows("""
                        select step, state, coalesce(reason, '-') from touchpoint t
                        join customer c on c.id = t.customer_id order by c.ref, send_at, step
                        """)).containsExactly(expected);
    }

    private record Answering(ChannelName name, Function<Message, Answer> how) implements Channel {

        @Override
        public Answer deliver(Message message) {
            return how.apply(message);
        }
    }
}
