package io.rekindle.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.delivery.Receipt;
import io.rekindle.engine.delivery.provider.Provider;
import io.rekindle.engine.delivery.provider.Providers;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.postgres.Limits;
import io.rekindle.postgres.Pulse;
import io.rekindle.postgres.Retention;
import io.rekindle.release.RuleWatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.quartz.TriggerListener;

/** Counts what this node does, and on each reading what waits in the database. */
public final class Metrics implements AutoCloseable {

    private static final String PREFIX = "rekindle.";
    private static final Set<String> CALLBACKS = Set.of("twilio", "sms", "email");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Installation installation;
    private final Pulse pulse;
    private final MultiGauge depth;
    private final MultiGauge state;
    private final MultiGauge release;
    private final MultiGauge spent;
    private final MultiGauge stock;
    private final Limits limits;
    private final Sources sources;
    private final LongAdder evaluations = new LongAdder();
    private final LongAdder evaluatingNanos = new LongAdder();

    public Metrics(Installation installation) {
        this.installation = installation;
        this.pulse = new Pulse(installation.dataSource());
        this.depth = MultiGauge.builder(PREFIX + "queue.depth")
                .description("Messages that could leave by now")
                .register(registry);
        this.state = MultiGauge.builder(PREFIX + "waiting")
                .description("Customers due, messages for later, messages in doubt")
                .register(registry);
        this.release = MultiGauge.builder(PREFIX + "release.info")
                .description("The release that answers on this node")
                .register(registry);
        this.limits = new Limits(installation.dataSource());
        this.spent = MultiGauge.builder(PREFIX + "budget.spent")
                .description("Spent by the campaign, coupons that are out included")
                .register(registry);
        this.stock = MultiGauge.builder(PREFIX + "coupon.stock")
                .description("Coupons that can still be issued")
                .register(registry);
        FunctionTimer.builder(
                        PREFIX + "evaluation.duration",
                        this,
                        metrics -> metrics.evaluations.sum(),
                        metrics -> (double) metrics.evaluatingNanos.sum(),
                        TimeUnit.NANOSECONDS)
                .description("Evaluating one customer once, without the database")
                .register(registry);
        this.sources = new Sources(installation.clock(), registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Shows how many errors keep the rule book's directory from going live. */
    public void rules(RuleWatch watch) {
        Gauge.builder(PREFIX + "rules.errors", () -> watch.lastReading()
                        .map(reading -> reading.errors().size())
                        .orElse(0))
                .description("Errors that keep the rule book from going live")
                .register(registry);
    }

    /** Counts a sweep. */
    public void swept(SweepReport report) {
        count("customers", report.customers());
        count("transitions", report.transitions());
        count("entries", report.entries());
        count("touchpoints", report.touchpoints());
        count("refusals", report.refusals());
        report.rulings().forEach(this::ruled);
        evaluations.add(report.evaluations());
        evaluatingNanos.add(report.evaluatingNanos());
    }

    private void ruled(SweepReport.Ruling ruling, long times) {
        registry.counter(
                        PREFIX + "evaluations",
                        "campaign",
                        ruling.campaign(),
                        "outcome",
                        ruling.outcome().key())
                .increment((double) times);
        if (ruling.reason() != null && ruling.outcome() == Outcome.REFUSED) {
            registry.counter(
                            PREFIX + "not.sent",
                            "campaign",
                            ruling.campaign(),
                            "reason",
                            ruling.reason().key())
                    .increment((double) times);
        }
    }

    /** The same ledger, with what leaves and what never will counted and logged. */
    public Outbox metered(Outbox outbox) {
        return new MeteredOutbox(outbox, registry);
    }

    /** Hears of everything that the calendar fires on this node, or misses. */
    public TriggerListener calendar() {
        return new CalendarMeter(registry);
    }

    /** When each source of events was last heard of. */
    public Sources sources() {
        return sources;
    }

    private void count(String what, long many) {
        registry.counter(PREFIX + "swept", "what", what).increment((double) many);
    }

    /** Counts a receipt that was new. */
    public void received(Receipt receipt) {
        registry.counter(PREFIX + "receipts", "kind", receipt.kind().key()).increment();
    }

    /** Counts what a machine did with a message: no receipt. */
    public void machine(Receipt.Kind kind) {
        registry.counter(PREFIX + "receipts.machine", "kind", kind.key()).increment();
    }

    /** The same channels, with every answer of a provider counted and timed, and a gauge that says who is down. */
    public Map<ChannelName, Channel> metered(Map<ChannelName, Channel> channels) {
        Map<ChannelName, Channel> metered = new TreeMap<>();
        channels.forEach((name, channel) ->
                metered.put(name, channel instanceof Providers providers ? metered(providers) : channel));
        return metered;
    }

    private Channel metered(Providers providers) {
        Providers metered = providers.through(one -> new MeteredChannel(one.channel(), one.name(), registry));
        for (Provider one : metered.providers()) {
            Gauge.builder(PREFIX + "provider.down", () -> metered.down().contains(one.name()) ? 1 : 0)
                    .description("1 while a provider is taken to be down on this node")
                    .tag("channel", metered.name().value())
                    .tag("provider", one.name())
                    .register(registry);
        }
        return metered;
    }

    /** Counts what was past its retention. */
    public void deleted(Retention.Deleted deleted) {
        registry.counter(PREFIX + "retention.months", "table", deleted.table()).increment(deleted.months());
        registry.counter(PREFIX + "retention.rows", "table", deleted.table()).increment((double) deleted.rows());
    }

    /** Counts a webhook by its hook and the answer's status. */
    public void webhook(String hook, int status) {
        boolean known = installation.release().book().hooks().containsKey(hook);
        registry.counter(PREFIX + "webhook.requests", "hook", known ? hook : "unknown", "code", String.valueOf(status))
                .increment();
    }

    /** Counts a provider's callback by whose it is, {@code twilio}, {@code sms} or {@code email}, and the answer's status. */
    public void callback(String from, int status) {
        String known = CALLBACKS.contains(from) ? from : "unknown";
        registry.counter(PREFIX + "callback.requests", "from", known, "code", String.valueOf(status))
                .increment();
    }

    /** Everything in Prometheus' text format. */
    String scrape() {
        Pulse.Queues queues = pulse.queues(installation.clock().millis());
        depth.register(
                queues.waiting().entrySet().stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("channel", one.getKey()), one.getValue()))
                        .toList(),
                /* overwrite= */ true);
        state.register(
                Map.of(
                                "customers_due", queues.dueCustomers(),
                                "customers_to_review", queues.toReview(),
                                "planned", queues.planned(),
                                "in_doubt", queues.inDoubt())
                        .entrySet()
                        .stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("what", one.getKey()), one.getValue()))
                        .toList(),
                /* overwrite= */ true);
        release.register(
                List.of(MultiGauge.Row.of(
                        Tags.of("version", installation.release().version()), 1)),
                /* overwrite= */ true);
        String currency = installation.policy().currency();
        spent.register(
                limits.spent().entrySet().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("campaign", one.getKey(), "currency", currency), one.getValue()))
                        .toList(),
                /* overwrite= */ true);
        stock.register(
                limits.stock().entrySet().stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("code", one.getKey()), one.getValue()))
                        .toList(),
                /* overwrite= */ true);
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
