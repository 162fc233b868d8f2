package io.rekindle.metrics;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts webhooks by how they were answered. */
public final class WebhookCounter extends OncePerRequestFilter {

    /** What this filter looks at. */
    public static final String PATHS = "/hooks/*";

    private final Metrics metrics;

    public WebhookCounter(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            String path = request.getRequestURI();
            metrics.webhook(path.substring(path.lastIndexOf('/') + 1), response.getStatus());
        }
    }
}
