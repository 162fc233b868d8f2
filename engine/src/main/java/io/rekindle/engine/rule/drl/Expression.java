package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one constraint of a pattern: comparisons, {@code in (…)}, ranges such as {@code orders >= 1 && <= 5}, joined by
 * {@code && || !} and parentheses.
 */
final class Expression {

    private static final Map<String, String> FLIPPED =
            Map.of("==", "==", "!=", "!=", "<", ">", ">", "<", "<=", ">=", ">=", "<=");
    private static final Set<String> PATTERNS = Set.of("matches", "soundslike", "str");
    private static final Set<String> WORDS = Set.of("contains", "memberOf", "excludes", "isA", "before", "after");

    private final Tokens tokens;
    private final Subject.Finder finder;

    private Expression(Tokens tokens, Subject.Finder finder) {
        this.tokens = tokens;
        this.finder = finder;
    }

    /**
     * What a constraint asks.
     *
     * @throws Refused at what it may not hold
     */
    static Condition read(Tokens tokens, Subject.Finder finder) {
        Expression expression = new Expression(tokens, finder);
        Condition condition = expression.either();
        if (!tokens.isEmpty()) {
            throw expression.unexpected();
        }
        return condition;
    }

    private Condition either() {
        List<Condition> parts = new ArrayList<>(List.of(both()));
        while (tokens.skip("||")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition both() {
        List<Condition> parts = new ArrayList<>(List.of(unary()));
        while (tokens.skip("&&")) {
            parts.add(unary());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition unary() {
        if (tokens.skip("!")) {
            return new Condition.Not(unary());
        }
        if (tokens.skip("(")) {
            Condition condition = either();
            tokens.expect(")");
            return condition;
        }
        return test();
    }

    private Condition test() {
        Token first = tokens.peek();
        if (!tokens.isEmpty() && isValue(first)) {
            tokens.take();
            Token operator = operator();
            Token turned = new Token(
                    operator.kind(),
                    FLIPPED.getOrDefault(operator.text(), ""),
                    operator.start(),
                    false,
                    operator.where());
            return subject().compare(turned, first);
        }
        Subject subject = subject();
        if (!tokens.isEmpty() && (tokens.peek().is("in") || tokens.peek().is("not"))) {
            return among(subject);
        }
        if (!isOperator(tokens.peek()) || tokens.isEmpty()) {
            Token next = tokens.peek();
            boolean ends = tokens.isEmpty() || next.is("&&") || next.is("||") || next.is(")");
            if (!ends) {
                throw unexpected();
            }
            return subject.holds();
        }
        List<Condition> parts = new ArrayList<>(List.of(subject.compare(operator(), value())));
        while (!tokens.isEmpty() && tokens.peek().is("&&") && isOperator(tokens.afterNext())) {
            tokens.take();
            parts.add(subject.compare(operator(), value()));
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition among(Subject subject) {
        boolean not = tokens.skip("not");
        tokens.expect("in");
        Token equal = new Token(Token.Kind.SIGN, "==", 0, false, tokens.peek().where());
        tokens.expect("(");
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(subject.compare(equal, value()));
        } while (tokens.skip(","));
        tokens.expect(")");
        Condition any = new Condition.Any(parts);
        return not ? new Condition.Not(any) : any;
    }

    private Subject subject() {
        Token name = tokens.take();
        if (!name.is(Token.Kind.NAME)) {
            throw new Refused(name.where(), "not-understood", "The name of a fact is expected here.");
        }
        if (name.is("eval")) {
            throw new Refused(name.where(), "no-eval", "eval is not used: write the comparison itself.");
        }
        List<Token> values = new ArrayList<>();
        boolean called = tokens.skip("(");
        if (called && !tokens.skip(")")) {
            do {
                values.add(value());
            } while (tokens.skip(","));
            tokens.expect(")");
        }
        return finder.find(name, new Subject.Values(called, values));
    }

    private Token operator() {
        if (tokens.isEmpty() || !isOperator(tokens.peek())) {
            throw tokens.unexpected("A comparison such as >= is expected here");
        }
        return tokens.take();
    }

    private Token value() {
        if (tokens.isEmpty() || !isValue(tokens.peek())) {
            String message = "A whole number or a text in quotes is expected here";
            throw tokens.unexpected(message);
        }
        return tokens.take();
    }

    private Refused unexpected() {
        Token token = tokens.peek();
        if (PATTERNS.contains(token.text())) {
            String message = "\"" + token.text() + "\" is not used: some patterns take for ever on some texts. "
                    + "Compare with == or in (…).";
            return new Refused(token.where(), "no-pattern", message);
        }
        if (WORDS.contains(token.text())) {
            String message = "\"" + token.text() + "\" is not used: compare with == != < <= > >= or in (…).";
            return new Refused(token.where(), "not-understood", message);
        }
        return tokens.unexpected("&&, || or the end of the condition is expected here");
    }

    private static boolean isOperator(Token token) {
        return token.is(Token.Kind.SIGN) && Vocabulary.OPERATORS.contains(token.text());
    }

    private static boolean isValue(Token token) {
        return token.is(Token.Kind.TEXT) || token.is(Token.Kind.NUMBER) || token.is("true") || token.is("false");
    }
}
