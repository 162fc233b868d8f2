package io.rekindle.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only to names this server is known by. A page of the web can have its own name resolve to this machine and read
 * what an open port of it says; under that name nothing is said. Under the public name only what is meant for the public is.
 */
public final class KnownHosts extends OncePerRequestFilter {

    private static final String ANY = "*";

    /** What customers, providers and shops reach from the internet; the rest is ours alone. */
    private static final List<String> PUBLIC = List.of("/providers/", "/hooks/", "/l/", "/o/", "/u/");

    private final Set<String> hosts;
    private final @Nullable String publicHost;

    /** @param publicHost the name the internet knows us by, or null */
    public KnownHosts(List<String> hosts, @Nullable String publicHost) {
        this.publicHost = publicHost == null ? null : publicHost.toLowerCase(Locale.ROOT);
        this.hosts = hosts.stream().map(one -> one.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (hosts.contains(ANY) || hosts.contains(host(request)) || isPublic(request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpStatus.MISDIRECTED_REQUEST.value());
        }
    }

    /** By the path as it was sent and as it is understood, so that no dots lead from one to another. */
    private boolean isPublic(HttpServletRequest request) {
        return host(request).equals(publicHost)
                && PUBLIC.stream()
                        .anyMatch(one -> request.getRequestURI().startsWith(one)
                                && request.getServletPath().startsWith(one));
    }

    private static String host(HttpServletRequest request) {
        return String.valueOf(request.getServerName()).toLowerCase(Locale.ROOT);
    }
}
