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
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only to names this server is known by. A page of the web can have its own name resolve to this machine and read
 * what an open port of it says; under that name nothing is said.
 */
public final class KnownHosts extends OncePerRequestFilter {

    private static final String ANY = "*";

    /** Where the world comes: readers of messages, providers, webhooks. All of them bring a signature of their own. */
    private static final List<String> PUBLIC = List.of("/u/", "/l/", "/o/", "/providers/", "/hooks/");

    private final Set<String> hosts;
    private final String publicHost;

    /**
     * @param hosts names under which everything is answered
     * @param publicHost the name under which what is public is answered too, or empty
     */
    public KnownHosts(List<String> hosts, String publicHost) {
        this.publicHost = publicHost.toLowerCase(Locale.ROOT);
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

    /** By the path as it was decided on later, so that no way of writing it leads elsewhere. */
    private boolean isPublic(HttpServletRequest request) {
        return !publicHost.isEmpty()
                && host(request).equals(publicHost)
                && PUBLIC.stream().anyMatch(request.getServletPath()::startsWith);
    }

    private static String host(HttpServletRequest request) {
        return String.valueOf(request.getServerName()).toLowerCase(Locale.ROOT);
    }
}
