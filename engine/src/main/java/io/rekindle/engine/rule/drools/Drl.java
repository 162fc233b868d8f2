package io.rekindle.engine.rule.drools;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Prints rules as DRL: one pattern each, in the order of their questions, so that equal books print equal text. */
final class Drl {

    private static final String HEAD = "package io.rekindle.rules;\n\nimport io.rekindle.engine.fact.Facts;\n";

    /** What a rule's name, which holds an author's words, leaves out. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{L}\\p{N} .,:;_%<=>≤≥¥()+-]");

    private static final Pattern UNPRINTABLE_PATH = Pattern.compile("[^\\p{L}\\p{N} ._/-]");

    private Drl() {}

    /** The rules as a file. */
    static String print(List<Rule> rules) {
        StringBuilder drl = new StringBuilder(HEAD);
        rules.stream().sorted(Comparator.comparingInt(Rule::question)).forEach(rule -> append(drl, rule));
        return drl.toString();
    }

    /** A rule's name as printed. */
    static String nameOf(Rule rule) {
        return UNPRINTABLE.matcher(rule.name()).replaceAll("_");
    }

    private static void append(StringBuilder drl, Rule rule) {
        drl.append("\nrule \"").append(nameOf(rule)).append("\"\n");
        if (!rule.campaign().isEmpty()) {
            drl.append("    @campaign(\"").append(rule.campaign()).append("\")\n");
        }
        drl.append("    @file(\"")
                .append(UNPRINTABLE_PATH.matcher(rule.file()).replaceAll("_"))
                .append("\")\n");
        drl.append("    @line(").append(rule.line()).append(")\n");
        drl.append("when\n    $f : Facts( ")
                .append(String.join(", ", Constraint.of(rule.condition())))
                .append(" )\n");
        drl.append("then\n    $f.yes(").append(rule.question()).append(");\nend\n");
    }
}
