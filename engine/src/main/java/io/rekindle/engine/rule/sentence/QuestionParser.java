package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.Vocabulary.Kind;
import io.rekindle.engine.rule.source.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the right-hand side of a catalogue sentence: facts of the vocabulary, joined by {@code && || !} and parentheses.
 * Whatever else stands there is refused.
 */
final class QuestionParser {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<name>[A-Za-z]\\w*)|(?<number>\\d{1,10})|\"(?<text>[^\"\\\\{}]*)\"|\"?\\{(?<hole>\\w+)}\"?"
                    + "|(?<sign>&&|\\|\\||[=!<>]=|[<>!(),]))\\s*");
    private static final int MAX_DEPTH = 6;

    private final String source;
    private final Map<String, ValueType> holes;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private QuestionParser(String source, Map<String, ValueType> holes) {
        this.source = source;
        this.holes = holes;
    }

    /** A word or sign of the right-hand side. */
    private record Token(String sort, String text, int at) {}

    /** What is wrong with a right-hand side, and where in it. */
    static final class NotAQuestion extends RuntimeException {
        private final int at;
        private final String why;

        NotAQuestion(int at, String why) {
            super(why, null, false, false);
            this.at = at;
            this.why = why;
        }

        String why() {
            return why;
        }

        int at() {
            return at;
        }
    }

    /** The question; {@link Hole}s stand in it for values to come. */
    static Condition parse(String source, Map<String, ValueType> holes) {
        QuestionParser parser = new QuestionParser(source, holes);
        parser.scan();
        Condition condition = parser.either();
        if (parser.next < parser.tokens.size()) {
            throw parser.unexpected();
        }
        return condition;
    }

    private void scan() {
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        while (at < source.length()) {
            if (!matcher.region(at, source.length()).lookingAt()) {
                throw new NotAQuestion(at, "This is not part of a question to the facts.");
            }
            for (String sort : List.of("name", "number", "text", "hole", "sign")) {
                if (matcher.group(sort) != null) {
                    tokens.add(new Token(sort, matcher.group(sort), matcher.start(sort)));
                }
            }
            at = matcher.end();
        }
    }

    private Condition either() {
        List<Condition> parts = new ArrayList<>(List.of(both()));
        while (sign("||")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition both() {
        List<Condition> parts = new ArrayList<>(List.of(unary()));
        while (sign("&&")) {
            parts.add(unary());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition unary() {
        if (++depth > MAX_DEPTH) {
            throw new NotAQuestion(0, "This question is nested too deeply.");
        }
        Condition condition;
        if (sign("!")) {
            condition = new Condition.Not(unary());
        } else if (sign("(")) {
            condition = either();
            expect(")");
        } else {
            condition = test();
        }
        depth--;
        return condition;
    }

    private Condition test() {
        Token name = take();
        if (!name.sort.equals("name")) {
            throw new NotAQuestion(name.at, "The name of a fact is expected here.");
        }
        Vocabulary.Fact fact = Vocabulary.find(name.text).orElseThrow(() -> unknown(name));
        List<Object> arguments = arguments(fact, name);
        if (fact.answer() == Kind.YES_NO) {
            return new Condition.Ask(fact.name(), arguments);
        }
        Token operator = take();
        if (!Vocabulary.OPERATORS.contains(operator.text)) {
            throw new NotAQuestion(operator.at, "A comparison such as >= is expected after " + name.text + ".");
        }
        if (fact.answer() == Kind.TEXT && !operator.text.equals("==") && !operator.text.equals("!=")) {
            throw new NotAQuestion(operator.at, name.text + " can be compared with == and != only.");
        }
        return new Condition.Compare(fact.name(), arguments, operator.text, value(fact.answer(), take()));
    }

    private static NotAQuestion unknown(Token name) {
        String nearest = Nearest.of(name.text, Vocabulary.all().keySet());
        String hint = nearest == null ? "" : " Did you mean \"" + nearest + "\"?";
        return new NotAQuestion(name.at, "\"" + name.text + "\" is not a fact that rules may ask." + hint);
    }

    private List<Object> arguments(Vocabulary.Fact fact, Token name) {
        List<Object> arguments = new ArrayList<>();
        boolean called = sign("(");
        for (Kind kind : fact.arguments()) {
            if (!called || (!arguments.isEmpty() && !sign(","))) {
                throw wrongNumber(fact, name);
            }
            arguments.add(value(kind, take()));
        }
        if (called && !sign(")")) {
            throw wrongNumber(fact, name);
        }
        if (!called && fact.answer() == Kind.YES_NO) {
            throw wrongNumber(fact, name);
        }
        return arguments;
    }

    private static NotAQuestion wrongNumber(Vocabulary.Fact fact, Token name) {
        return new NotAQuestion(
                name.at, fact.name() + " takes " + fact.arguments().size() + " values in parentheses.");
    }

    private Object value(Kind kind, Token token) {
        boolean fits =
                switch (token.sort) {
                    case "text" ->
                        kind == Kind.TEXT || (kind == Kind.OPERATOR && Vocabulary.OPERATORS.contains(token.text));
                    case "number" -> kind == Kind.NUMBER || kind == Kind.DAYS;
                    case "hole" -> fits(kind, token);
                    default -> false;
                };
        if (!fits) {
            throw new NotAQuestion(token.at, "A value of another kind is expected here.");
        }
        return switch (token.sort) {
            case "hole" -> new Hole(token.text);
            case "number" -> (Object) Long.valueOf(token.text);
            default -> token.text;
        };
    }

    private boolean fits(Kind kind, Token hole) {
        if (hole.text.equals(Hole.CAMPAIGN)) {
            return kind == Kind.TEXT;
        }
        ValueType type = holes.get(hole.text);
        if (type == null) {
            throw new NotAQuestion(hole.at, "The sentence has no value {" + hole.text + "}.");
        }
        return type.isNumber() ? kind == Kind.NUMBER || kind == Kind.DAYS : kind == Kind.TEXT;
    }

    private Token take() {
        if (next >= tokens.size()) {
            throw new NotAQuestion(source.length(), "The question breaks off here.");
        }
        return tokens.get(next++);
    }

    private boolean sign(String text) {
        boolean here = next < tokens.size()
                && tokens.get(next).sort.equals("sign")
                && tokens.get(next).text.equals(text);
        next += here ? 1 : 0;
        return here;
    }

    private void expect(String text) {
        if (!sign(text)) {
            throw next < tokens.size() ? unexpected() : new NotAQuestion(source.length(), text + " is missing here.");
        }
    }

    private NotAQuestion unexpected() {
        Token token = tokens.get(next);
        return new NotAQuestion(token.at, "\"" + token.text + "\" is not expected here.");
    }
}
