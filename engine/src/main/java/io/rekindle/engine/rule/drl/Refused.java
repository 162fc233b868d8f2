package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import org.jspecify.annotations.Nullable;

/** Ends the reading of one piece of a raw rule, and says why; the pieces beside it are read on. */
final class Refused extends RuntimeException {

    private final transient Phrase where;
    private final String code;
    private final String message;
    private final @Nullable String suggestion;

    Refused(Phrase where, String code, String message, @Nullable String suggestion) {
        super(message, null, false, false);
        this.where = where;
        this.code = code;
        this.message = message;
        this.suggestion = suggestion;
    }

    Refused(Phrase where, String code, String message) {
        this(where, code, message, null);
    }

    void report(Problems problems) {
        problems.error(where, code, message, suggestion);
    }
}
