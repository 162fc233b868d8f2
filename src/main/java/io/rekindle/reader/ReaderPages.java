package io.rekindle.reader;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What answers readers of messages over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({PreferencesController.class, VisitsController.class})
public class ReaderPages {}
