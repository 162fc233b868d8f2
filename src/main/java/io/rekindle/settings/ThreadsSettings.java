package io.rekindle.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What threads the server works with.
 *
 * @param virtual whether those that wait for the network and the database are virtual, which needs Java 21; application.yml hands
 *     it to the web server too
 */
@ConfigurationProperties("rekindle.threads")
public record ThreadsSettings(@DefaultValue("false") boolean virtual) {}
