package io.rekindle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The packages of the decision path, in the order in which they are read and may import one another. */
final class ReadingOrder {

    static final List<String> STEPS = List.of(
            "customer",
            "event",
            "fact",
            "rule",
            "lifecycle",
            "campaign",
            "policy",
            "decision",
            "offer",
            "touchpoint",
            "sweep",
            "trial",
            "delivery",
            "measure");

    private ReadingOrder() {}

    /** Each step under the root package imports only the steps before it, never the root itself. */
    static ArchRule under(String root) {
        var rules = CompositeArchRule.of(List.<ArchRule>of(noStrangers(root)));
        for (int i = 0; i < STEPS.size(); i++) {
            rules = rules.and(looksBackOnly(root, i));
        }
        return rules;
    }

    private static ArchRule looksBackOnly(String root, int step) {
        var later = STEPS.stream().skip(step + 1).map(name -> root + "." + name + "..");
        return noClasses()
                .that()
                .resideInAPackage(root + "." + STEPS.get(step) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(root), later).toArray(String[]::new))
                .as("step " + (step + 1) + ", " + STEPS.get(step) + ", imports only the steps before it")
                .allowEmptyShould(true);
    }

    private static ArchRule noStrangers(String root) {
        var known = Stream.concat(Stream.of(root), STEPS.stream().map(name -> root + "." + name + ".."));
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .resideInAnyPackage(known.toArray(String[]::new))
                .as("every package under " + root + " has its place in the reading order")
                .allowEmptyShould(true);
    }
}
