package io.rekindle.console;

import io.rekindle.Installation;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.LocaleResolver;

/** The pages and what they need. */
@Configuration(proxyBeanMethods = false)
@Import({OverviewController.class, CustomerController.class, MessagesController.class})
public class ConsoleConfiguration {

    @Bean
    Overviews overviews(Installation installation) {
        return new Overviews(installation);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> warmOverview(Overviews overviews) {
        return ready -> overviews.warm();
    }

    @Bean
    RuleTexts ruleTexts() {
        return new RuleTexts();
    }

    /** English or Chinese, as {@code ?lang=} says, or said last, or the browser does. */
    @Bean
    LocaleResolver localeResolver() {
        return new PageLanguage();
    }

    @Bean
    FilterRegistrationBean<PageHeaders> pageHeaders() {
        return new FilterRegistrationBean<>(new PageHeaders());
    }
}
