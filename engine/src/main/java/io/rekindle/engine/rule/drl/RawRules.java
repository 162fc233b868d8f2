package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * The raw rules of a book: first what they do, so that the names of segments are known, then what they ask.
 *
 * <p>Author text is never compiled. Characters and tokens are checked before any parser sees the text; of the parser's tree
 * only what is listed here is read; and what is read becomes {@link Line}s with conditions in the words of the vocabulary.
 */
public final class RawRules {

    /** The directory of raw rules in a book. */
    public static final String DIRECTORY = "drl/";

    /** The sentence of a line that is a raw rule: it is none of the catalogue. */
    public static final String SENTENCE = "raw_rule";

    private static final int MAX_RULES = 200;

    private final List<RawRule> rules = new ArrayList<>();
    private final Map<String, Phrase> names = new LinkedHashMap<>();
    private final Problems problems;

    /** A rule whose when-part is still to be read. */
    private record RawRule(String name, RuleDescr descr, Limits limits, Tokens when, Actions actions, Token at) {}

    private RawRules(Problems problems) {
        this.problems = problems;
    }

    /**
     * Parses files; what is wrong is among the problems.
     *
     * @param files source by path
     */
    public static RawRules open(Map<String, String> files, Problems problems) {
        RawRules raw = new RawRules(problems);
        files.forEach(raw::open);
        return raw;
    }

    private void open(String file, String source) {
        try {
            List<Token> tokens = Scanner.scan(file, source);
            tokens.stream()
                    .filter(token -> token.firstOfLine() && token.is("rule"))
                    .skip(MAX_RULES)
                    .findFirst()
                    .ifPresent(RawRules::tooMany);
            int before = problems.list().size();
            int found = rules.size();
            for (Tree tree : Tree.of(source, tokens, problems)) {
                Limits limits = new Limits(tree, tokens, problems);
                limits.ofFile();
                tree.root().getRules().forEach(rule -> open(rule, limits, Tokens.of(tokens)));
            }
            if (problems.list().size() == before) {
                whole(Tokens.of(tokens), rules.size() - found);
            }
        } catch (Refused refused) {
            refused.report(problems);
        }
    }

    private void open(RuleDescr rule, Limits limits, Tokens tokens) {
        Token at = limits.place(rule, "rule");
        if (rules.size() >= MAX_RULES) {
            tooMany(at);
        }
        if (!limits.ofRule(rule)) {
            return;
        }
        Tokens body = tokens.from(at).until("end");
        String name = nameOf(body);
        Phrase former = names.putIfAbsent(name, at.where());
        if (former != null) {
            String message = "There is a rule \"" + name + "\" in " + former.file() + ":" + former.line() + " already.";
            problems.error(at.where(), "duplicate-rule", message);
        }
        body.until("when");
        if (body.isEmpty()) {
            problems.error(at.where(), "not-a-rule", "This rule has no when-part, so it would hold for everybody.");
            return;
        }
        Tokens when = body.until("then");
        rules.add(new RawRule(name, rule, limits, when, Actions.read(body, problems), at));
    }

    /** The parser goes over what it does not know in silence; nothing may stand beside the rules and lines that were read. */
    private static void whole(Tokens file, int found) {
        Token first = file.peek();
        int counted = 0;
        while (!file.isEmpty()) {
            Token next = file.take();
            if (next.is("rule")) {
                file.until("end");
                counted++;
            } else if (next.is("package") || next.is("import")) {
                file.skipLine();
            } else if (!next.is(";")) {
                String message = next.shown() + " is not expected here. A rule reads: rule \"name\" when … then … end.";
                throw new Refused(next.where(), "not-a-rule", message);
            }
        }
        if (counted != found) {
            throw new Refused(first.where(), "not-a-rule", "Some rule of this file cannot be told from the others.");
        }
    }

    private static void tooMany(Token rule) {
        throw new Refused(rule.where(), "too-many-rules", "A book has at most " + MAX_RULES + " raw rules.");
    }

    /** The name of a rule, which is gone over. */
    private static String nameOf(Tokens rule) {
        rule.expect("rule");
        return rule.take().text();
    }

    /** The names of the segments that rules define, and where. */
    public Map<String, Phrase> segments() {
        Map<String, Phrase> segments = new LinkedHashMap<>();
        rules.forEach(
                rule -> rule.actions().segments().forEach(name -> segments.putIfAbsent(name.text(), name.where())));
        return segments;
    }

    /**
     * What the rules ask; what is wrong is among the problems.
     *
     * @param known the names of the book, the segments of raw rules among them
     */
    public Result read(Known known) {
        Map<String, List<Line>> segments = new LinkedHashMap<>();
        List<Line> neverContact = new ArrayList<>();
        for (RawRule rule : rules) {
            new WhenPart(rule.limits(), rule.when(), known, problems)
                    .read(rule.descr())
                    .ifPresent(condition -> {
                        Phrase at = rule.at().where();
                        String text = "rule \"" + rule.name() + "\"";
                        Line line = new Line(at.file(), at.line(), at.column(), text, SENTENCE, condition);
                        rule.actions().segments().forEach(name -> segments.computeIfAbsent(
                                        name.text(), any -> new ArrayList<>())
                                .add(line));
                        if (rule.actions().neverContact()) {
                            neverContact.add(line);
                        }
                    });
        }
        return new Result(segments, neverContact);
    }

    /**
     * What raw rules are: lines, whose questions may still speak of segments and scores.
     *
     * @param segments the lines of each segment, of which one suffices
     */
    public record Result(Map<String, List<Line>> segments, List<Line> neverContact) {}
}
