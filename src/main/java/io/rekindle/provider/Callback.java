package io.rekindle.provider;

import io.rekindle.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What callbacks of all providers have in common. */
final class Callback {

    private Callback() {}

    /** The body as it came: what is signed are its bytes. */
    static String body(HttpServletRequest request) throws IOException {
        return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static Map<String, String> form(@Nullable String text) {
        try {
            return Form.read(text);
        } catch (IllegalArgumentException broken) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "malformed-form", "the body is not a form");
        }
    }

    static ProblemException refused() {
        return ProblemException.of(
                HttpStatus.FORBIDDEN, "bad-signature", "this is not signed as the settings say; nothing was stored");
    }

    static ProblemException notSetUp(String what) {
        return ProblemException.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "no-secret",
                "nothing can be verified, and nothing is taken; set " + what);
    }
}
