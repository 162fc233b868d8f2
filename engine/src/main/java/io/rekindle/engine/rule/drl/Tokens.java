package io.rekindle.engine.rule.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A stretch of tokens, read from its beginning; behind its end stands the token that follows it in the file. */
final class Tokens {

    private final List<Token> all;
    private final int to;
    private int next;

    private Tokens(List<Token> all, int from, int to) {
        this.all = all;
        this.next = from;
        this.to = to;
    }

    /** A whole file's tokens, the last of which is its end. */
    static Tokens of(List<Token> all) {
        return new Tokens(all, 0, all.size() - 1);
    }

    /** The tokens that start between two indexes of the file. */
    Tokens between(int start, int end) {
        int from = next;
        while (from < to && all.get(from).start() < start) {
            from++;
        }
        int until = from;
        while (until < to && all.get(until).start() < end) {
            until++;
        }
        return new Tokens(all, from, until);
    }

    /** The rest of the stretch from a token on. */
    Tokens from(Token start) {
        return between(start.start(), Integer.MAX_VALUE);
    }

    /** A part of the file that has been read. */
    record Stretch(int start, int end) {}

    /** Everything from a token on that has been read by now. */
    Stretch since(Token start) {
        return new Stretch(start.start(), all.get(next - 1).start());
    }

    /** The first token that stands in none of the stretches and is none of the words. */
    Optional<Token> outside(List<Stretch> stretches, Set<String> words) {
        return all.subList(next, to).stream()
                .filter(token -> !words.contains(token.text()))
                .filter(token ->
                        stretches.stream().noneMatch(one -> one.start() <= token.start() && token.start() <= one.end()))
                .findFirst();
    }

    boolean isEmpty() {
        return next >= to;
    }

    /** The next token, or what stands behind the stretch. */
    Token peek() {
        return all.get(next);
    }

    /** The token behind the next one. */
    Token afterNext() {
        return all.get(Math.min(next + 1, all.size() - 1));
    }

    Token take() {
        Token token = all.get(next);
        next += isEmpty() ? 0 : 1;
        return token;
    }

    /** Goes over the next token if it is that name or sign. */
    boolean skip(String nameOrSign) {
        boolean here = !isEmpty() && peek().is(nameOrSign);
        next += here ? 1 : 0;
        return here;
    }

    /** Goes over the name that a line gives. */
    void skipLine() {
        while (!isEmpty() && !peek().firstOfLine() && !peek().is("rule") && !peek().is("import")) {
            take();
        }
    }

    void expect(String nameOrSign) {
        if (!skip(nameOrSign)) {
            throw unexpected("\"" + nameOrSign + "\" is expected here");
        }
    }

    /** Refuses the next token, or that there is none. */
    Refused unexpected(String instead) {
        String found = isEmpty() ? "" : ", not " + peek().shown();
        return new Refused(peek().where(), "not-understood", instead + found + ".");
    }

    /** Everything up to the sign that closes what was just opened, which is gone over. */
    Tokens untilClosed() {
        int depth = 1;
        for (int at = next; at < to; at++) {
            depth += all.get(at).is("(") ? 1 : all.get(at).is(")") ? -1 : 0;
            if (depth == 0) {
                Tokens inside = new Tokens(all, next, at);
                next = at + 1;
                return inside;
            }
        }
        throw new Refused(peek().where(), "not-closed", "A \")\" is missing.");
    }

    /** Everything up to that name or sign, which is gone over, or to the end. */
    Tokens until(String nameOrSign) {
        int depth = 0;
        for (int at = next; at < to; at++) {
            if (depth == 0 && all.get(at).is(nameOrSign)) {
                Tokens before = new Tokens(all, next, at);
                next = at + 1;
                return before;
            }
            depth += all.get(at).is("(") ? 1 : all.get(at).is(")") ? -1 : 0;
        }
        Tokens rest = new Tokens(all, next, to);
        next = to;
        return rest;
    }

    /** The stretches between that sign, outside of parentheses; none of nothing. */
    List<Tokens> split(String sign) {
        List<Tokens> parts = new ArrayList<>();
        while (!isEmpty()) {
            Tokens part = until(sign);
            parts.add(part);
            boolean dangling = isEmpty() && all.get(next - 1).is(sign) && part.to < to;
            if (dangling) {
                parts.add(new Tokens(all, to, to));
            }
        }
        return parts;
    }
}
