package io.rekindle.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** English or Chinese: what {@code ?lang=} says, else what it said last (a cookie), else what the browser prefers. */
public final class PageLanguage implements LocaleResolver {

    static final String COOKIE = "rekindle-lang";

    /** What a page for readers of messages is written in: the language of the message, where {@code ?lang=} says nothing. */
    private static final String OF_MESSAGE = PageLanguage.class.getName() + ".message";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return asked(request)
                .or(() -> known((String) request.getAttribute(OF_MESSAGE)))
                .or(() -> remembered(request))
                .orElseGet(() -> preferred(request));
    }

    /** What the request asks for, if it does. */
    static Optional<Locale> asked(HttpServletRequest request) {
        return known(request.getParameter("lang"));
    }

    /** The request is answered in the language of a message. */
    public static void ofMessage(HttpServletRequest request, String language) {
        request.setAttribute(OF_MESSAGE, language);
    }

    private static Optional<Locale> remembered(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return known(cookie == null ? null : cookie.getValue());
    }

    private static Locale preferred(HttpServletRequest request) {
        var locales = request.getLocales();
        while (locales.hasMoreElements()) {
            Optional<Locale> one = known(locales.nextElement().getLanguage());
            if (one.isPresent()) {
                return one.get();
            }
        }
        return Locale.ENGLISH;
    }

    private static Optional<Locale> known(@Nullable String language) {
        return Arrays.stream(new Locale[] {Locale.ENGLISH, Locale.CHINESE})
                .filter(one ->
                        language != null && language.toLowerCase(Locale.ROOT).startsWith(one.getLanguage()))
                .findFirst();
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is asked for by ?lang=");
    }
}
