package io.rekindle.engine.rule.drools;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Condition.All;
import io.rekindle.engine.rule.book.Condition.Any;
import io.rekindle.engine.rule.book.Condition.Ask;
import io.rekindle.engine.rule.book.Condition.Compare;
import io.rekindle.engine.rule.book.Condition.Not;
import java.util.List;
import java.util.Map;

/** Rewrites a condition so that only single questions are negated. */
final class NormalForm implements Condition.Reader<NormalForm.Both> {

    private static final Map<String, String> OPPOSITE =
            Map.of("==", "!=", "!=", "==", "<", ">=", ">=", "<", ">", "<=", "<=", ">");

    /** A condition and its opposite. */
    record Both(Condition plain, Condition opposite) {}

    private NormalForm() {}

    static Condition of(Condition condition) {
        return condition.read(new NormalForm()).plain();
    }

    @Override
    public Both all(List<Both> parts) {
        return new Both(new All(plain(parts)), new Any(opposite(parts)));
    }

    @Override
    public Both any(List<Both> parts) {
        return new Both(new Any(plain(parts)), new All(opposite(parts)));
    }

    @Override
    public Both not(Both part) {
        return new Both(/* plain= */ part.opposite(), /* opposite= */ part.plain());
    }

    @Override
    public Both ask(Ask ask) {
        return new Both(ask, new Not(ask));
    }

    @Override
    public Both compare(Compare compare) {
        String opposite = OPPOSITE.getOrDefault(compare.operator(), "");
        return new Both(compare, new Compare(compare.fact(), compare.arguments(), opposite, compare.value()));
    }

    private static List<Condition> plain(List<Both> parts) {
        return parts.stream().map(Both::plain).toList();
    }

    private static List<Condition> opposite(List<Both> parts) {
        return parts.stream().map(Both::opposite).toList();
    }
}
