package io.rekindle.engine.rule.attack;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads sentences again in another way than the engine does: it tries every way in which a line could be a sentence of the
 * catalogue, letter by letter, and compares what that asks with what the engine understood.
 */
final class Meaning {

    private static final Pattern ENTRY = Pattern.compile("\\[condition]\\[([^]]*)]([^=]+)=(.*)");
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> OF_ONE_WORD =
            Set.of("int", "segment", "coupon", "step", "event", "text", "campaign");

    /** Catalogues that were read before, by their text: most spoiled books have the same. */
    private static final Map<String, List<Sentence>> READ = new HashMap<>();

    /** A sentence taken apart: the pieces between its values, in small letters, and once more without spaces. */
    private record Sentence(
            String id,
            Map<String, String> types,
            List<String> holes,
            List<String> pieces,
            List<String> tight,
            String question) {

        static Sentence of(String id, Map<String, String> types, String template, String question) {
            List<String> pieces = new ArrayList<>();
            List<String> holes = new ArrayList<>();
            Matcher hole = HOLE.matcher(template);
            int from = 0;
            while (hole.find()) {
                pieces.add(fold(template.substring(from, hole.start())));
                holes.add(hole.group(1));
                from = hole.end();
            }
            pieces.add(fold(template.substring(from)));
            List<String> tight =
                    pieces.stream().map(piece -> piece.replace(" ", "")).toList();
            return new Sentence(id, types, holes, pieces, tight, question);
        }
    }

    private final RuleBook book;
    private final List<Sentence> sentences;

    Meaning(RuleBook book, Map<String, String> files) {
        this.book = book;
        String english = files.getOrDefault("language/customer.en.dsl", "");
        StringBuilder all = new StringBuilder(english);
        files.forEach((path, source) -> {
            if (path.endsWith(".dsl") && !path.equals("language/customer.en.dsl")) {
                all.append('\n').append(source);
            }
        });
        if (READ.size() > 50) {
            READ.clear();
        }
        this.sentences = READ.computeIfAbsent(all.toString(), Meaning::read);
    }

    private static List<Sentence> read(String dsl) {
        List<Sentence> sentences = new ArrayList<>();
        Map<String, String> questions = new HashMap<>();
        dsl.lines().forEach(line -> {
            Matcher entry = ENTRY.matcher(normal(line));
            if (entry.matches()) {
                String[] meta = entry.group(1).split(" ", -1);
                Map<String, String> types = new LinkedHashMap<>();
                for (int index = 1; index < meta.length; index++) {
                    types.put(meta[index].split(":", -1)[0], meta[index].split(":", 2)[1]);
                }
                questions.putIfAbsent(meta[0], entry.group(3));
                sentences.add(Sentence.of(meta[0], types, entry.group(2).strip(), questions.getOrDefault(meta[0], "")));
            }
        });
        return sentences;
    }

    /** What the line could mean beside what the engine understood, or that it cannot mean that; empty if all is well. */
    String doubts(Line line, String campaign) {
        String understood = bare(print(line.condition()));
        String text = fold(normal(line.text()));
        boolean found = false;
        for (Sentence sentence : sentences) {
            for (boolean exact : new boolean[] {true, false}) {
                for (Map<String, String> values : readings(sentence, text, exact)) {
                    String means = meaning(sentence, values, campaign);
                    boolean same = means.equals(understood);
                    found |= same && sentence.id().equals(line.sentence());
                    if (exact && !same && !means.isEmpty()) {
                        return "\"" + line.text() + "\" was read as " + understood + ", but could be " + means;
                    }
                }
            }
        }
        return found ? "" : "\"" + line.text() + "\" was read as " + understood + ", which it does not say";
    }

    /** Every way to take the text apart; not exact: with spaces wherever they do not matter. */
    private static List<Map<String, String>> readings(Sentence sentence, String text, boolean exact) {
        List<Map<String, String>> found = new ArrayList<>();
        if (exact) {
            take(sentence, text, sentence.pieces(), sentence.holes(), 0, new LinkedHashMap<>(), found);
        } else {
            String tight = text.replace(" ", "");
            take(sentence, tight, sentence.tight(), sentence.holes(), 0, new LinkedHashMap<>(), found);
        }
        return found;
    }

    private static void take(
            Sentence sentence,
            String rest,
            List<String> pieces,
            List<String> holes,
            int next,
            Map<String, String> values,
            List<Map<String, String>> found) {
        if (!rest.startsWith(pieces.get(next))) {
            return;
        }
        String after = rest.substring(pieces.get(next).length());
        if (next == holes.size()) {
            if (after.isEmpty()) {
                found.add(new LinkedHashMap<>(values));
            }
            return;
        }
        String hole = holes.get(next);
        boolean oneWord = OF_ONE_WORD.contains(sentence.types().getOrDefault(hole, ""));
        for (int end = 1; end <= after.length(); end++) {
            String value = after.substring(0, end).strip();
            if (!value.isEmpty() && !(oneWord && value.contains(" "))) {
                values.put(hole, value);
                take(sentence, after.substring(end), pieces, holes, next + 1, values, found);
                values.remove(hole);
            }
        }
    }

    /** What a sentence asks with these values; empty where one of them is none. */
    private String meaning(Sentence sentence, Map<String, String> texts, String campaign) {
        String asked = sentence.question().replace("{campaign}", campaign);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String value = value(sentence.types().getOrDefault(text.getKey(), ""), text.getValue());
            if (value == null) {
                return "";
            }
            asked = asked.replace("{" + text.getKey() + "}", value);
        }
        asked = scores(asked);
        Matcher segment = Pattern.compile("segment\\(\"([^\"]*)\"\\)").matcher(asked);
        return bare(segment.replaceAll(found -> Matcher.quoteReplacement(book.segments().entrySet().stream()
                .filter(one -> fold(one.getKey()).equals(found.group(1)))
                .map(one -> print(one.getValue().condition()))
                .findFirst()
                .orElse(""))));
    }

    private String scores(String asked) {
        return Pattern.compile("rfm\\(\"(.)\", \">=\", (\\d+)\\)")
                .matcher(asked)
                .replaceAll(score -> {
                    int cell = 5 - Integer.parseInt(score.group(2));
                    if (cell < 0 || cell > 4) {
                        return "";
                    }
                    if (cell == 4) {
                        return "orders > 0";
                    }
                    return Matcher.quoteReplacement("orders > 0 && "
                            + switch (score.group(1)) {
                                case "R" ->
                                    "daysSinceOrder(\"<=\", "
                                            + book.rfm().recencyDays().get(cell) + ")";
                                case "F" -> "orders >= " + book.rfm().orders().get(cell);
                                default -> "spend >= " + book.rfm().spend().get(cell);
                            });
                });
    }

    private @Nullable String value(String type, String text) {
        return switch (type) {
            case "int" -> text.matches("\\d{1,10}") ? String.valueOf(Long.parseLong(text)) : null;
            case "percent" -> text.matches("\\d{1,3}(\\.0+)? ?%") ? whole(text.replaceAll("[ %]", "")) : null;
            case "money" ->
                text.matches("\\d{1,10}(\\.\\d+)? ?" + fold(book.policy().currency()))
                        ? whole(new BigDecimal(text.replaceAll("[^\\d.]", ""))
                                .movePointRight(2)
                                .toPlainString())
                        : null;
            case "trait" -> text.matches("[a-z][a-z0-9_.-]*") ? text : null;
            case "date" -> text.matches("\\d{4}(-\\d{1,2}-\\d{1,2}|年\\d{1,2}月\\d{1,2}日)") ? text : null;
            case "state" -> state(text);
            case "event" -> text.replaceAll("[^\\p{L}\\p{N}]+", "_");
            case "segment" -> known(text, book.segments().keySet());
            case "coupon" -> known(text, book.offers().keySet());
            default -> text;
        };
    }

    private static @Nullable String known(String text, Set<String> names) {
        return names.stream()
                .map(Meaning::fold)
                .filter(text::equals)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String whole(String number) {
        BigDecimal value = new BigDecimal(number).stripTrailingZeros();
        return value.scale() > 0 ? null : value.toPlainString();
    }

    private @Nullable String state(String text) {
        Set<String> found = new HashSet<>();
        for (var state : io.rekindle.engine.fact.LifecycleState.values()) {
            if (state.key().equals(text.replace(' ', '_'))
                    || state.key().replace("_", "").equals(text)) {
                return state.key(); // whatever labels there are
            }
        }
        book.lifecycle().forEach(row -> {
            for (String label : List.of(row.label().en(), row.label().zh())) {
                if (fold(normal(label)).replace(" ", "").equals(text.replace(" ", ""))) {
                    found.add(row.state().key());
                }
            }
        });
        return found.size() == 1 ? found.iterator().next() : null;
    }

    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** A condition's text without what only arranges it. */
    private static String bare(String text) {
        return fold(text).replaceAll("[ ()]", "").replaceAll("(?<![\\w.])0+(?=\\d)", "");
    }

    static String print(Condition condition) {
        return condition.read(new Condition.Reader<String>() {
            @Override
            public String all(List<String> parts) {
                return "(" + String.join(" && ", parts) + ")";
            }

            @Override
            public String any(List<String> parts) {
                return "(" + String.join(" || ", parts) + ")";
            }

            @Override
            public String not(String part) {
                return "!" + part;
            }

            @Override
            public String ask(Condition.Ask ask) {
                return ask.fact() + values(ask.arguments());
            }

            @Override
            public String compare(Condition.Compare compare) {
                return compare.fact() + values(compare.arguments()) + " " + compare.operator() + " "
                        + value(compare.value());
            }

            private String values(List<Object> values) {
                return "("
                        + String.join(
                                ", ", values.stream().map(value -> value(value)).toList()) + ")";
            }

            private String value(Object value) {
                return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
            }
        });
    }
}
