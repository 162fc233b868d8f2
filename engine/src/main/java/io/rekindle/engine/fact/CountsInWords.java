package io.rekindle.engine.fact;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what rules about any event saw. */
final class CountsInWords extends Words {

    CountsInWords(Facts facts) {
        super(facts);
    }

    @Override
    Optional<String> of(String fact, List<Object> arguments) {
        return ever(fact, arguments)
                .or(() -> rolling(fact, arguments))
                .or(() -> recency(fact, arguments))
                .or(() -> changed(fact, arguments));
    }

    private Optional<String> ever(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "events" -> facts.events(text(arguments, 0)) + " × " + text(arguments, 0);
                    case "sum" -> money(facts.sum(text(arguments, 0))) + " in all";
                    case "eventsOf" -> count(facts.eventsOf(text(arguments, 0), (Long) arguments.get(1)), "time");
                    case "eventsWith" ->
                        count(facts.eventsWith(text(arguments, 0), text(arguments, 1), text(arguments, 2)), "time");
                    case "sumWith" ->
                        money(facts.sumWith(text(arguments, 0), text(arguments, 1), text(arguments, 2))) + " in all";
                    default -> null;
                });
    }

    private Optional<String> rolling(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "eventsIn" -> counted(facts.history().find(text(arguments, 0)), number(arguments, 1));
                    case "eventsOfIn" ->
                        counted(facts.atLeast(text(arguments, 0), (Long) arguments.get(1)), number(arguments, 2));
                    case "eventsWithIn" -> counted(with(arguments), number(arguments, 3));
                    case "sumIn" -> summed(facts.history().find(text(arguments, 0)), number(arguments, 1));
                    case "sumWithIn" -> summed(with(arguments), number(arguments, 3));
                    case "eventsBefore", "sumBefore" -> before(fact, arguments);
                    case "eventsBetween" -> count(between(arguments, /* sums= */ false), "time") + " in those days";
                    case "sumBetween" -> money(between(arguments, /* sums= */ true)) + " in those days";
                    default -> null;
                });
    }

    private @Nullable Series with(List<Object> arguments) {
        return facts.with(text(arguments, 0), text(arguments, 1), text(arguments, 2));
    }

    private String counted(@Nullable Series series, int n) {
        return count(new Window(series, facts.days).count(facts.asOf(), n), "time") + " in " + days(n);
    }

    private String summed(@Nullable Series series, int n) {
        return money(new Window(series, facts.days).sum(facts.asOf(), n)) + " in " + days(n);
    }

    private long between(List<Object> arguments, boolean sums) {
        return facts.between(text(arguments, 0), (Long) arguments.get(1), (Long) arguments.get(2), sums);
    }

    private String before(String fact, List<Object> arguments) {
        Window window = facts.window(text(arguments, 0));
        int n = number(arguments, 1);
        int last = number(arguments, 2);
        String much = fact.equals("sumBefore")
                ? money(window.sum(facts.asOf(), n + last) - window.sum(facts.asOf(), last))
                : count(window.count(facts.asOf(), n + last) - window.count(facts.asOf(), last), "time");
        return much + " in " + days(n) + " before the last " + last;
    }

    private Optional<String> recency(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "daysSinceEvent", "lastOn" -> ago(facts.last(text(arguments, 0)), "never");
                    case "daysSinceFirstEvent", "firstOn" -> ago(facts.first(text(arguments, 0)), "never");
                    case "daysSinceEventWith" -> ago(facts.lastOf(with(arguments)), "never");
                    default -> null;
                });
    }

    private Optional<String> changed(String fact, List<Object> arguments) {
        return switch (fact) {
            case "visitDrop" -> Optional.of(change(History.VISIT, number(arguments, 0), /* sums= */ false));
            case "eventDrop", "eventRise" ->
                Optional.of(change(text(arguments, 0), number(arguments, 1), /* sums= */ false));
            case "sumDrop", "sumRise" ->
                Optional.of(change(text(arguments, 0), number(arguments, 1), /* sums= */ true));
            default -> Optional.empty();
        };
    }

    private String change(String key, int n, boolean sums) {
        Window window = facts.window(key);
        long last = sums ? window.sum(facts.asOf(), n) : window.count(facts.asOf(), n);
        long before = window.before(facts.asOf(), n, sums);
        long drop = Window.dropPercent(last, before);
        long rise = Window.risePercent(last, before);
        String what = key.equals(History.VISIT) ? "visits" : sums ? "amounts of " + key : key;
        String change =
                drop < 0 ? "no " + what + " before" : what + (drop > 0 ? " fell " + drop : " rose " + rise) + "%";
        return change + " (" + (sums ? money(before) + " → " + money(last) : before + " → " + last) + ")";
    }
}
