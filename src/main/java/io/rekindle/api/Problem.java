package io.rekindle.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error as RFC 9457 writes it.
 *
 * @param type a URN that stays the same, such as {@code urn:rekindle:problem:coupon-used}
 * @param detail what is wrong and what to do, in words
 * @param errors the places, where there is more than one thing or it has a place
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, @Nullable String detail, List<Fault> errors) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String URN = "urn:rekindle:problem:";

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * One thing that is wrong.
     *
     * @param field a JSON Pointer into the body, or the name of a parameter
     * @param code stable, such as {@code missing}
     */
    public record Fault(String field, String code, String message) {}

    public static Problem of(HttpStatus status, String code, @Nullable String detail, List<Fault> faults) {
        return new Problem(URN + code, status.getReasonPhrase(), status.value(), detail, faults);
    }

    /** A problem that its status says all about. */
    public static Problem of(HttpStatus status, @Nullable String detail) {
        String code =
                status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return of(status, code, detail, List.of());
    }
}
