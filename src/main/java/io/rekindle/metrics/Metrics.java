package io.rekindle.metrics;

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
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.provider.Provider;
import io.rekindle.engine.delivery.provider.Providers;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.postgres.Pulse;
import io.rekindle.release.RuleWatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what this node does, and on each reading what waits in the database. */
public final class Metrics implements AutoCloseable {

    private static final String PREFIX = "rekindle.";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Installation installation;
    private final Pulse pulse;
    private final MultiGauge depth;
    private final MultiGauge state;
    private final MultiGauge release;

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
    }

    private void count(String what, long many) {
        registry.counter(PREFIX + "swept", "what", what).increment((double) many);
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

    /** Counts a webhook by its hook and the answer's status. */
    public void webhook(String hook, int status) {
        boolean known = installation.release().book().hooks().containsKey(hook);
        registry.counter(PREFIX + "webhook.requests", "hook", known ? hook : "unknown", "code", String.valueOf(status))
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
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
