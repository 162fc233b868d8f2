package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of values in sentences, as the catalogue names them after the colon. */
enum ValueType {
    INT("\\S+?", true) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return Amounts.whole(text, problems);
        }
    },
    MONEY(".+?", true) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return Amounts.money(text, names.currency(), problems);
        }
    },
    PERCENT("\\S+?(?: ?%)?", true) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return Amounts.percent(text, problems);
        }
    },
    STATE(".+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            Optional<LifecycleState> state = names.state(text.text());
            if (state.isEmpty()) {
                var known = Arrays.stream(LifecycleState.values())
                        .map(LifecycleState::key)
                        .toList();
                unknown(text, "lifecycle state", "", known, problems);
            }
            return state.map(LifecycleState::key).orElse(null);
        }
    },
    SEGMENT("\\S+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return known(text, "segment", " in segments.yaml", names.segments(), problems);
        }
    },
    COUPON("\\S+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return known(text, "coupon", " in coupons.csv", names.coupons(), problems);
        }
    },
    STEP("\\S+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return known(text, "step", " before this one", names.steps(), problems);
        }
    },
    EVENT("\\S+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return Event.keyOf(text.text());
        }
    },
    TAG(".+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return plain(text, problems);
        }
    },
    TEXT("\\S+?", false) {
        @Override
        @Nullable
        Object read(Phrase text, Names names, Problems problems) {
            return plain(text, problems);
        }
    };

    private static final Pattern PLAIN = Pattern.compile("[^\"'\\\\{}\\p{Cntrl}\\p{Cf}]{1,100}");

    private final String regex;
    private final boolean number;

    ValueType(String regex, boolean number) {
        this.regex = regex;
        this.number = number;
    }

    static Optional<ValueType> of(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** Which texts can stand in the place of such a value, right or wrong. */
    String regex() {
        return regex;
    }

    boolean isNumber() {
        return number;
    }

    /** The value: a Long for numbers, else a String; null, and why among the problems, where the text is none. */
    abstract @Nullable Object read(Phrase text, Names names, Problems problems);

    private static @Nullable String known(
            Phrase text, String noun, String where, Collection<String> names, Problems problems) {
        if (names.contains(text.text())) {
            return text.text();
        }
        unknown(text, noun, where, names, problems);
        return null;
    }

    private static void unknown(Phrase text, String noun, String where, Collection<String> names, Problems problems) {
        String message = "There is no " + noun + " \"" + text.original() + "\"" + where + ".";
        problems.error(text, "unknown-" + noun.replace(' ', '-'), message, Nearest.of(text.text(), names));
    }

    private static @Nullable String plain(Phrase text, Problems problems) {
        if (PLAIN.matcher(text.text()).matches()) {
            return text.text();
        }
        String message = "\"" + text.original() + "\" may not hold quotes, backslashes, braces or invisible signs.";
        problems.error(text, "not-plain", message);
        return null;
    }
}
