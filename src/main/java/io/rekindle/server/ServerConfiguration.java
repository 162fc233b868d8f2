package io.rekindle.server;

import io.rekindle.Installation;
import io.rekindle.api.BodyLimit;
import io.rekindle.api.CampaignsController;
import io.rekindle.api.CountsController;
import io.rekindle.api.CustomersController;
import io.rekindle.api.DecisionsController;
import io.rekindle.api.ErrorsController;
import io.rekindle.api.EventsController;
import io.rekindle.api.ExplanationsController;
import io.rekindle.api.HealthController;
import io.rekindle.api.KnownHosts;
import io.rekindle.api.LifecycleController;
import io.rekindle.api.PausesController;
import io.rekindle.api.PreviewsController;
import io.rekindle.api.Problems;
import io.rekindle.api.RedemptionsController;
import io.rekindle.api.RulesetsController;
import io.rekindle.api.TouchpointsController;
import io.rekindle.console.ConsoleConfiguration;
import io.rekindle.hook.HookController;
import io.rekindle.logging.TraceIds;
import io.rekindle.metrics.CalledBack;
import io.rekindle.metrics.Metrics;
import io.rekindle.metrics.MetricsController;
import io.rekindle.metrics.Sources;
import io.rekindle.provider.ReturnedMailController;
import io.rekindle.provider.SmsController;
import io.rekindle.provider.TwilioController;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import io.rekindle.release.PastReleases;
import io.rekindle.settings.ApiSettings;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.DeliverySettings;
import io.rekindle.settings.HookSecrets;
import io.rekindle.settings.HookSettings;
import io.rekindle.settings.PublicSettings;
import io.rekindle.settings.RetentionSettings;
import io.rekindle.settings.RulesSettings;
import io.rekindle.settings.ScheduleSettings;
import io.rekindle.settings.SendingSettings;
import io.rekindle.settings.ThreadsSettings;
import java.net.URI;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** What the server is made of: no scanning, so that this list is all there is. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            JmxAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class
        })
@EnableConfigurationProperties({
    ApiSettings.class,
    ChannelsSettings.class,
    DeliverySettings.class,
    HookSettings.class,
    PublicSettings.class,
    RetentionSettings.class,
    RulesSettings.class,
    ScheduleSettings.class,
    SendingSettings.class,
    ThreadsSettings.class
})
@Import({
    CampaignsController.class,
    CountsController.class,
    ConsoleConfiguration.class,
    CustomersController.class,
    DecisionsController.class,
    ErrorsController.class,
    EventsController.class,
    ExplanationsController.class,
    HealthController.class,
    HookController.class,
    LifecycleController.class,
    MetricsController.class,
    OpenApiConfiguration.class,
    PausesController.class,
    PreviewsController.class,
    Problems.class,
    ReaderConfiguration.class,
    RedemptionsController.class,
    ReturnedMailController.class,
    RulesetsController.class,
    SmsController.class,
    TouchpointsController.class,
    TwilioController.class,
    WorkConfiguration.class
})
class ServerConfiguration {

    /** More than there are cores: most of a request is waiting for the database. */
    private static final int EVALUATORS = 16;

    @Bean
    Evaluators evaluators(Installation installation) {
        return new Evaluators(installation::release, EVALUATORS);
    }

    @Bean
    LiveRelease liveRelease(Installation installation) {
        return new LiveRelease(installation);
    }

    @Bean
    PastReleases pastReleases(Evaluators live, Installation installation) {
        return new PastReleases(live, installation.releases());
    }

    @Bean
    HookSecrets hookSecrets(Environment environment) {
        return new HookSecrets(environment);
    }

    @Bean
    Metrics metrics(Installation installation) {
        return new Metrics(installation);
    }

    @Bean
    Sources sources(Metrics metrics) {
        return metrics.sources();
    }

    @Bean
    FilterRegistrationBean<TraceIds> traceIds() {
        var filter = new FilterRegistrationBean<>(new TraceIds());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<CalledBack> calledBack(Metrics metrics) {
        var filter = new FilterRegistrationBean<>(new CalledBack(metrics));
        CalledBack.PATHS.forEach(filter::addUrlPatterns);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<KnownHosts> knownHosts(ApiSettings settings, PublicSettings open) {
        URI url = open.publicUrl();
        var filter = new FilterRegistrationBean<>(new KnownHosts(settings.hosts(), url == null ? null : url.getHost()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(ApiSettings settings) {
        var filter =
                new FilterRegistrationBean<>(new BodyLimit(settings.maxBody().toBytes()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /** Customers' ids are the shop's, and may have slashes: {@code %2F} stays within its part of the path. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve()));
        };
    }
}
