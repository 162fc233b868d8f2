package io.rekindle.metrics;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts what the shop and providers call us with, by how it was answered: what is refused is seen here. */
public final class CalledBack extends OncePerRequestFilter {

    /** What this filter looks at. */
    public static final List<String> PATHS = List.of("/hooks/*", "/providers/*");

    /** What follows the name may be a secret. */
    private static final Pattern PATH = Pattern.compile("/(hooks|providers)/([^/]+).*");

    private final Metrics metrics;

    public CalledBack(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            Matcher path = PATH.matcher(request.getRequestURI());
            String name = path.matches() ? path.group(2) : "";
            if (path.matches() && path.group(1).equals("providers")) {
                metrics.callback(name, response.getStatus());
            } else {
                metrics.webhook(name, response.getStatus());
            }
        }
    }
}
