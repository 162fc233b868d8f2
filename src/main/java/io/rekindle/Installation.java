package io.rekindle;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.MessagePrices;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.Sweep;
import io.rekindle.postgres.Carriers;
import io.rekindle.postgres.Coupons;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.PostgresCustomers;
import io.rekindle.postgres.PostgresDoubts;
import io.rekindle.postgres.PostgresDueCustomers;
import io.rekindle.postgres.PostgresIntake;
import io.rekindle.postgres.PostgresOutbox;
import io.rekindle.postgres.PostgresReceipts;
import io.rekindle.postgres.PostgresReleases;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One Rekindle put together, top to bottom: a database, a live release, and the stores between them. The command line uses
 * it as it is; the server hands its parts to Spring.
 */
public final class Installation {

    private final DataSource source;
    private volatile Release release;
    private volatile @Nullable MessagePrices prices;
    private final Clock clock;

    private Installation(DataSource source, Release release, Clock clock) {
        this.source = source;
        this.release = release;
        this.clock = clock;
    }

    /** Opens an installation to look at: the rule book answers questions, but does not become the live release. */
    public static Installation toRead(DataSource source, RuleBook book, Clock clock) {
        return new Installation(source, Release.compile(book), clock);
    }

    /** Opens an installation to work: the rule book becomes the live release. */
    public static Installation open(DataSource source, RuleBook book, Clock clock) {
        Installation installation = toRead(source, book, clock);
        installation.goLive(clock.millis());
        return installation;
    }

    /** Makes the rule book the live release; where another was, everybody is asked again as of the instant (epoch milliseconds). */
    public void goLive(long at) {
        releases().activate(release().book(), at);
    }

    public Clock clock() {
        return clock;
    }

    /** The release that answers now; another may answer next time. */
    public Release release() {
        return release;
    }

    /** From now on that release answers here; what is being answered goes on under the one before. */
    public void use(Release next) {
        release = next;
    }

    /** A new evaluator of the release that answers now, for one thread. */
    public Evaluator evaluator() {
        return new Evaluator(release());
    }

    public Policy policy() {
        return release().book().policy();
    }

    public DataSource dataSource() {
        return source;
    }

    public PostgresIntake intake() {
        return new PostgresIntake(dataSource());
    }

    public Sweep sweep() {
        return new Sweep(due());
    }

    /** Whoever is due. */
    public DueCustomers due() {
        return new PostgresDueCustomers(dataSource(), this::prices);
    }

    /** Those of them who are due. */
    public DueCustomers due(Collection<CustomerId> customers) {
        return new PostgresDueCustomers(dataSource(), this::prices).only(customers);
    }

    /** What the messages of a book cost; kept for the book asked about last. */
    private MessagePrices prices(RuleBook book) {
        MessagePrices known = prices;
        if (known == null || !known.book().version().equals(book.version())) {
            known = new MessagePrices(book);
            prices = known;
        }
        return known;
    }

    public PostgresCustomers customers() {
        return new PostgresCustomers(dataSource(), this::policy);
    }

    public PostgresOutbox outbox() {
        return new PostgresOutbox(dataSource(), this::policy);
    }

    /** The ledger as dispatchers use it, which take up no more messages a second than the rates say. */
    public PostgresOutbox outbox(Map<ChannelName, Double> rates) {
        return new PostgresOutbox(dataSource(), this::policy, rates);
    }

    /** Touchpoints of which nobody knows whether they left. */
    public PostgresDoubts doubts() {
        return new PostgresDoubts(dataSource(), this::policy);
    }

    public PostgresReceipts receipts() {
        return new PostgresReceipts(dataSource());
    }

    public Pauses pauses() {
        return new Pauses(dataSource());
    }

    /** Who carries what. */
    public Carriers carriers() {
        return new Carriers(dataSource());
    }

    public PostgresReleases releases() {
        return new PostgresReleases(dataSource());
    }

    public Coupons coupons() {
        return new Coupons(dataSource());
    }
}
