package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What may stand around the conditions and actions of a raw rule: a package line, the imports of the facts, and nothing else. */
record Limits(Tree tree, List<Token> tokens, Problems problems) {

    static final String PACKAGE = "rekindle.rules";

    private static final List<String> IMPORTS =
            List.of("io.rekindle.engine.fact.Facts", "io.rekindle.engine.event.Event");

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("function", "Functions are not used: a rule asks what the facts answer."),
            Map.entry("import-function", "Functions are not used: a rule asks what the facts answer."),
            Map.entry("accumulate-function", "Only count and sum are used in accumulate."),
            Map.entry("global", "Globals are not used: \"actions\" is there without one."),
            Map.entry("declare", "Types are not declared: rules ask Facts and Event."),
            Map.entry("entry-point", "Entry points are not used: rules ask Facts and Event."),
            Map.entry("window", "Windows are not declared: write inLast(30) in an Event."),
            Map.entry("unit", "Rule units are not used: delete this line."),
            Map.entry("query", "Queries are not used: define a segment and ask segment(\"name\")."),
            Map.entry("extends", "Rules do not extend others: define a segment and ask segment(\"name\")."),
            Map.entry("annotation", "Annotations are not used: delete it."),
            Map.entry("named-then", "A rule has one then-part, without a name."));

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "salience", "rules have no order: each is asked by itself.",
            "timer", "a rule is asked when its answer could change, by itself.",
            "dialect", "there is one language of conditions.",
            "no-loop", "no rule changes a fact, so none can loop.",
            "enabled", "delete a rule to switch it off.");

    /** Reports whatever a file has beside rules. */
    void ofFile() {
        PackageDescr root = tree.root();
        String name = root.getName() == null ? "" : root.getName();
        if (!name.isEmpty() && !name.equals(PACKAGE)) {
            String message = "Raw rules are in the package " + PACKAGE + ".";
            problems.error(place(root, "package").where(), "other-package", message, PACKAGE);
        }
        root.getImports().forEach(this::imported);
        root.getAttributes().forEach(this::attribute);
        refuse("import-function", root.getFunctionImports());
        refuse("accumulate-function", root.getAccumulateImports());
        refuse("global", root.getGlobals());
        refuse("function", root.getFunctions());
        refuse("declare", root.getClassAndEnumDeclarationDescrs());
        refuse("entry-point", root.getEntryPointDeclarations());
        refuse("window", root.getWindowDeclarations());
        if (root.getUnit() != null) {
            refuse("unit", List.of(root.getUnit()));
        }
    }

    private void imported(ImportDescr line) {
        if (!IMPORTS.contains(line.getTarget())) {
            String message = "Raw rules import only " + String.join(" and ", IMPORTS) + ", or nothing.";
            problems.error(place(line, "import").where(), "no-import", message, Nearest.of(line.getTarget(), IMPORTS));
        }
    }

    private void refuse(String construct, Iterable<? extends BaseDescr> found) {
        for (BaseDescr one : found) {
            refuse(construct, place(one, construct));
        }
    }

    private void refuse(String construct, Token at) {
        problems.error(at.where(), "no-" + construct, WHY.getOrDefault(construct, ""));
    }

    private void attribute(AttributeDescr attribute) {
        String name = attribute.getName();
        String why = ATTRIBUTES.getOrDefault(name, "delete it.");
        problems.error(
                place(attribute, name).where(), "no-attribute", "The attribute \"" + name + "\" is not used: " + why);
    }

    /** Reports what a rule has beside its conditions and actions; whether the rest can be read. */
    boolean ofRule(RuleDescr rule) {
        Token at = place(rule, "rule");
        if (rule.isQuery()) {
            refuse("query", at);
            return false;
        }
        if (rule.getParentName() != null) {
            refuse("extends", at);
        }
        if (!rule.getAnnotationNames().isEmpty()) {
            refuse("annotation", at);
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            refuse("named-then", at);
        }
        rule.getAttributes().values().forEach(this::attribute);
        return rule.getNamedConsequences().isEmpty();
    }

    /** The token at which something begins; where the parser did not keep the place, the first of that name. */
    Token place(BaseDescr what, String otherwise) {
        int start = what.getStartCharacter() < 0 ? -1 : what.getStartCharacter() + tree.offset();
        Token named = null;
        for (Token token : tokens) {
            if (start >= 0 && token.start() >= start) {
                return token;
            }
            named = named == null && token.start() >= tree.offset() && token.is(otherwise) ? token : named;
        }
        return named == null ? first() : named;
    }

    private Token first() {
        return tokens.stream()
                .filter(token -> token.start() >= tree.offset())
                .findFirst()
                .orElseThrow();
    }

    Phrase where(BaseDescr what) {
        return place(what, "rule").where();
    }
}
