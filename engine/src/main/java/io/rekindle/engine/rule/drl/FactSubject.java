package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.sentence.Vocabulary.Kind;
import io.rekindle.engine.rule.source.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * A fact of the vocabulary, asked for by a raw rule. Facts that are asked with a comparison may be written as such:
 * {@code daysSinceOrder >= 30} is {@code daysSinceOrder(">=", 30)}.
 *
 * @param arguments the values given, without those of a comparison
 * @param compares whether the comparison is still to come
 */
record FactSubject(Vocabulary.Fact fact, Token name, FactTexts texts, List<Object> arguments, boolean compares)
        implements Subject {

    /** The operator and the number at the end of a fact that is asked with a comparison. */
    private static final List<Kind> COMPARISON = List.of(Kind.OPERATOR, Kind.NUMBER);

    static FactSubject find(Token name, Values values, FactTexts texts) {
        Vocabulary.Fact fact = Vocabulary.find(name.text()).orElseThrow(() -> unknown(name));
        if (!FactTexts.askable(fact)) {
            String message = "\"" + name.text() + "\" can be asked only of customers who have entered a campaign: "
                    + "in its \"exit when\" or in a step.";
            throw new Refused(name.where(), "not-entered", message);
        }
        List<Kind> kinds = fact.arguments();
        int before = kinds.size() - COMPARISON.size();
        boolean comparing = before >= 0 && kinds.subList(before, kinds.size()).equals(COMPARISON);
        boolean short_ = comparing && values.tokens().size() == before;
        List<Kind> expected = short_ ? kinds.subList(0, before) : kinds;
        if (values.tokens().size() != expected.size() || (values.called() && kinds.isEmpty() && !answers(fact))) {
            throw wrongValues(fact, name, comparing ? before : kinds.size());
        }
        List<Object> arguments = new ArrayList<>();
        int textsSeen = 0;
        for (int index = 0; index < expected.size(); index++) {
            Token token = values.tokens().get(index);
            Kind kind = expected.get(index);
            arguments.add(value(fact, kind, token, kind == Kind.TEXT ? textsSeen++ : 0, texts));
        }
        FactSubject subject = new FactSubject(fact, name, texts, arguments, short_);
        subject.checkScore(arguments);
        return subject;
    }

    private static boolean answers(Vocabulary.Fact fact) {
        return fact.answer() == Kind.YES_NO;
    }

    private static Refused unknown(Token name) {
        List<String> names = Vocabulary.all().values().stream()
                .filter(FactTexts::askable)
                .map(Vocabulary.Fact::name)
                .toList();
        String message = "\"" + name.text() + "\" is not a fact that rules may ask.";
        return new Refused(name.where(), "unknown-fact", message, Nearest.of(name.text(), names));
    }

    private static Refused wrongValues(Vocabulary.Fact fact, Token name, int number) {
        String message = number == 0
                ? fact.name() + " takes no values in parentheses."
                : fact.name() + " takes " + number + (number == 1 ? " value" : " values") + " in parentheses.";
        return new Refused(name.where(), "wrong-values", message);
    }

    @Override
    public Condition holds() {
        if (compares || !answers(fact)) {
            String message = "A comparison such as " + name.text()
                    + (fact.answer() == Kind.TEXT ? " == \"…\"" : " >= 5") + " is expected here.";
            throw new Refused(name.where(), "not-understood", message);
        }
        return new Condition.Ask(fact.name(), arguments);
    }

    @Override
    public Condition compare(Token operator, Token value) {
        if (compares) {
            List<Object> all = new ArrayList<>(arguments);
            all.add(operator.text());
            all.add(value(fact, Kind.NUMBER, value, 0, texts));
            checkScore(all);
            return new Condition.Ask(fact.name(), all);
        }
        boolean order = !operator.text().equals("==") && !operator.text().equals("!=");
        if (order && fact.answer() != Kind.NUMBER) {
            throw new Refused(
                    operator.where(), "not-understood", name.text() + " can be compared with == and != only.");
        }
        if (answers(fact)) {
            return yesOrNo(operator, value);
        }
        Object right = value(fact, fact.answer(), value, 0, texts);
        return new Condition.Compare(fact.name(), arguments, operator.text(), right);
    }

    private Condition yesOrNo(Token operator, Token value) {
        if (!value.is("true") && !value.is("false")) {
            String message = name.text() + " is true or false, not " + value.shown() + ".";
            throw new Refused(value.where(), "not-understood", message);
        }
        boolean yes = value.is("true") == operator.text().equals("==");
        return yes ? holds() : new Condition.Not(holds());
    }

    /** A score is written out as what its cells say, which answers "at least" only. */
    private void checkScore(List<Object> all) {
        if (fact.name().equals(Vocabulary.RFM) && all.size() == fact.arguments().size()) {
            boolean score = all.get(2) instanceof Long number && number >= 1 && number <= 5;
            if (!all.get(1).equals(">=") || !score) {
                String message = "A score is asked as rfm(\"R\") >= 4, with a score from 1 to 5.";
                throw new Refused(name.where(), "out-of-range", message);
            }
        }
    }

    private static Object value(Vocabulary.Fact fact, Kind kind, Token token, int place, FactTexts texts) {
        return switch (kind) {
            case NUMBER -> Numbers.whole(token);
            case DAYS -> Numbers.window(token);
            case TEXT -> texts.read(fact, place, text(token));
            case OPERATOR -> operator(token);
            default -> throw new Refused(token.where(), "not-understood", "A value of another kind is expected here.");
        };
    }

    private static Token text(Token token) {
        if (token.is(Token.Kind.TEXT)) {
            return token;
        }
        throw new Refused(token.where(), "not-a-text", token.shown() + " should be a text in quotes.");
    }

    private static String operator(Token token) {
        if (token.is(Token.Kind.TEXT) && Vocabulary.OPERATORS.contains(token.text())) {
            return token.text();
        }
        throw new Refused(token.where(), "not-understood", token.shown() + " should be a comparison, like \">=\".");
    }
}
