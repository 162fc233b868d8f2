package io.rekindle.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/** What keeps pages to themselves: nothing is loaded from elsewhere, nothing runs, nobody frames them. */
final class PageHeaders extends OncePerRequestFilter {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
    /** Readers of messages get no cookies. */
    private static final String FOR_READERS = "/u/";

    private static final int A_YEAR = (int) Duration.ofDays(365).toSeconds();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        if ("GET".equals(request.getMethod()) && !request.getServletPath().startsWith(FOR_READERS)) {
            PageLanguage.asked(request).ifPresent(locale -> {
                Cookie cookie = new Cookie(PageLanguage.COOKIE, locale.getLanguage());
                cookie.setPath("/");
                cookie.setMaxAge(A_YEAR);
                cookie.setHttpOnly(true);
                cookie.setAttribute("SameSite", "Lax");
                response.addCookie(cookie);
            });
        }
        chain.doFilter(request, response);
    }
}
