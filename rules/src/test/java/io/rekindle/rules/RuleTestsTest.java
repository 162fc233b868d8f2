package io.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.engine.trial.Gap;
import io.rekindle.engine.trial.Result;
import io.rekindle.engine.trial.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The tests beside the rules, each as a test of the build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleTestsTest {

    private Trials.Report report;

    @BeforeAll
    void run() throws IOException {
        report = Trials.run(RuleBooks.read(Path.of("")).book().orElseThrow());
    }

    @TestFactory
    Stream<DynamicTest> beside_the_rules() {
        return report.results().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.test().where().file() + ": " + result.test().name(), () -> passes(result)));
    }

    private static void passes(Result result) {
        if (!result.passed()) {
            fail(String.join("\n", result.failures()) + "\n" + String.join("\n", result.story()));
        }
    }

    @Test
    void every_test_can_be_read() {
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void every_rule_is_tested_at_its_boundary() {
        assertThat(report.untested()).isEmpty();
    }

    @Test
    void only_lines_that_repeat_what_others_say_never_decide_alone() {
        assertThat(report.redundant().stream().map(Gap::text))
                .containsOnly("lifecycle is loyal", "has ordered exactly once", "last order was 30 days ago or more");
    }
}
