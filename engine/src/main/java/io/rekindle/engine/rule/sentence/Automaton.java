package io.rekindle.engine.rule.sentence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A finite automaton for the part of regular expressions that shapes are written in: letters, escapes, classes in brackets,
 * groups, {@code |}, {@code ? * +} and {@code {m,n}}. Built to ask one question: is there a text that fits two expressions?
 */
final class Automaton {

    private static final int UNLIMITED = -1;

    private final String regex;
    private final Alphabet alphabet;
    private int at;
    private final List<List<Edge>> edges = new ArrayList<>();
    private final int start;
    private final int end;
    /** By state: the states that can be reached over nothing, once they were asked for. */
    private final Map<Integer, int[]> free = new HashMap<>();

    private Automaton(String regex, Alphabet alphabet) {
        this.regex = regex;
        this.alphabet = alphabet;
        this.start = state();
        this.end = either(start);
        if (at < regex.length()) {
            throw new IllegalArgumentException("not a shape: " + regex + " at " + at);
        }
    }

    /** One step: over a character of the set, or over nothing where it is null. */
    private record Edge(@Nullable BitSet over, int to) {}

    /** Two states, one of each automaton, that some text leads to. */
    private record Pair(int one, int other) {}

    static Automaton of(String regex, Alphabet alphabet) {
        return new Automaton(regex, alphabet);
    }

    private int state() {
        edges.add(new ArrayList<>());
        return edges.size() - 1;
    }

    private void edge(int from, @Nullable BitSet over, int to) {
        edges.get(from).add(new Edge(over, to));
    }

    private boolean here(char sign) {
        return at < regex.length() && regex.charAt(at) == sign;
    }

    private int either(int from) {
        int to = state();
        edge(sequence(from), null, to);
        while (here('|')) {
            at++;
            edge(sequence(from), null, to);
        }
        return to;
    }

    private int sequence(int from) {
        int here = state();
        edge(from, null, here);
        while (at < regex.length() && !here('|') && !here(')')) {
            here = repeated(here);
        }
        return here;
    }

    /** An atom and how often it stands; more than once by being read again. */
    private int repeated(int from) {
        int begin = at;
        int first = atom(from);
        int[] times = times();
        int after = at;
        int done = state();
        if (times[0] == 0) {
            edge(from, null, done);
        }
        int last = first;
        for (int time = 1; time < Math.max(times[0], times[1]); time++) {
            if (time >= times[0]) {
                edge(last, null, done);
            }
            at = begin;
            last = atom(last);
        }
        at = after;
        if (times[1] == UNLIMITED) {
            edge(last, null, from);
        }
        edge(last, null, done);
        return done;
    }

    private int[] times() {
        if (at >= regex.length() || "?*+{".indexOf(regex.charAt(at)) < 0) {
            return new int[] {1, 1};
        }
        char sign = regex.charAt(at++);
        if (sign != '{') {
            return new int[] {sign == '+' ? 1 : 0, sign == '?' ? 1 : UNLIMITED};
        }
        int close = regex.indexOf('}', at);
        String[] bounds = regex.substring(at, close).split(",");
        at = close + 1;
        return new int[] {Integer.parseInt(bounds[0]), Integer.parseInt(bounds[bounds.length - 1])};
    }

    private int atom(int from) {
        if (here('(')) {
            at = regex.startsWith("(?:", at) ? at + 3 : regex.indexOf('>', at) + 1;
            int to = either(from);
            at++;
            return to;
        }
        int begin = at;
        at = here('[') ? afterBrackets(at) : at + (here('\\') ? 2 : 1);
        int to = state();
        edge(from, alphabet.members(regex.substring(begin, at)), to);
        return to;
    }

    /** The end of a class, in which others may stand. */
    private int afterBrackets(int from) {
        int depth = 0;
        int here = from;
        do {
            depth += regex.charAt(here) == '[' ? 1 : regex.charAt(here) == ']' ? -1 : 0;
            here++;
        } while (depth > 0);
        return here;
    }

    /** A text that fits both expressions, or null where there is none. */
    @Nullable
    String common(Automaton other) {
        Map<Pair, String> reached = new HashMap<>();
        List<Pair> waiting = new ArrayList<>();
        meet(other, new Pair(start, other.start), "", reached, waiting);
        for (int next = 0; next < waiting.size(); next++) {
            Pair pair = waiting.get(next);
            String text = reached.getOrDefault(pair, "");
            if (pair.one == end && pair.other == other.end) {
                return text;
            }
            for (Edge mine : edges.get(pair.one)) {
                for (Edge theirs : other.edges.get(pair.other)) {
                    int letter = shared(mine.over, theirs.over);
                    if (letter >= 0) {
                        Pair to = new Pair(mine.to, theirs.to);
                        meet(other, to, text + alphabet.letter(letter), reached, waiting);
                    }
                }
            }
        }
        return null;
    }

    private static int shared(@Nullable BitSet one, @Nullable BitSet other) {
        if (one == null || other == null || !one.intersects(other)) {
            return -1;
        }
        int letter = one.nextSetBit(0);
        while (!other.get(letter)) {
            letter = one.nextSetBit(letter + 1);
        }
        return letter;
    }

    private void meet(Automaton other, Pair pair, String text, Map<Pair, String> reached, List<Pair> waiting) {
        for (int mine : freely(pair.one)) {
            for (int theirs : other.freely(pair.other)) {
                Pair both = new Pair(mine, theirs);
                if (reached.putIfAbsent(both, text) == null) {
                    waiting.add(both);
                }
            }
        }
    }

    /** The states that can be reached over nothing. */
    private int[] freely(int from) {
        return free.computeIfAbsent(from, this::reachedOverNothing);
    }

    private int[] reachedOverNothing(int from) {
        Set<Integer> all = new LinkedHashSet<>(Set.of(from));
        List<Integer> waiting = new ArrayList<>(all);
        for (int next = 0; next < waiting.size(); next++) {
            for (Edge edge : edges.get(waiting.get(next))) {
                if (edge.over == null && all.add(edge.to)) {
                    waiting.add(edge.to);
                }
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
