package io.rekindle.engine.rule.sentence;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that lines may use at some place of a book.
 *
 * @param currency the book's currency
 * @param states what the lifecycle states are called
 * @param known the names of each kind
 * @param campaign the campaign in which the line stands, or null
 * @param entered whether the line is asked of customers who have entered that campaign
 * @param open whether every name is taken for known
 */
public record Names(
        String currency,
        StateNames states,
        Map<Noun, Set<String>> known,
        @Nullable String campaign,
        boolean entered,
        boolean open) {

    public Names {
        known = Map.copyOf(known);
    }

    /** The names of a book that names nothing yet. */
    public static Names of(String currency, StateNames states) {
        return new Names(currency, states, Map.of(), null, false, false);
    }

    /** Names for a line that was understood before: whatever it speaks of is known. */
    public static Names anything(String currency, StateNames states) {
        return new Names(currency, states, Map.of(), null, true, true);
    }

    /** The same names and these. */
    public Names with(Noun noun, Collection<String> names) {
        Map<Noun, Set<String>> more = new EnumMap<>(Noun.class);
        more.putAll(known);
        more.put(noun, Set.copyOf(names));
        return new Names(currency, states, more, campaign, entered, open);
    }

    /** The same names for the audience of a campaign. */
    public Names audienceOf(String itsName) {
        return new Names(currency, states, known, itsName, false, open);
    }

    /** The same names for what is asked after entering a campaign. */
    public Names inside(String itsName, Set<String> itsSteps) {
        return new Names(currency, states, known, itsName, true, open).with(Noun.STEP, itsSteps);
    }

    /** Whether there is a thing of that kind and name. */
    boolean has(Noun noun, String name) {
        return open || all(noun).contains(name);
    }

    /** The names of one kind. */
    public Set<String> all(Noun noun) {
        return known.getOrDefault(noun, Set.of());
    }
}
