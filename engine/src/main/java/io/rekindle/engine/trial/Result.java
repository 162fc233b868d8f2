package io.rekindle.engine.trial;

import java.util.List;

/** What came of one test. */
public final class Result {

    private final RuleTest test;
    private final List<String> failures;
    private final List<String> story;
    private final Run run;

    Result(RuleTest test, List<String> failures, List<String> story, Run run) {
        this.test = test;
        this.failures = List.copyOf(failures);
        this.story = List.copyOf(story);
        this.run = run;
    }

    public RuleTest test() {
        return test;
    }

    public boolean passed() {
        return failures.isEmpty();
    }

    /** What did not come as expected, in words. */
    public List<String> failures() {
        return failures;
    }

    /** Of a failed test: what happened, and each line and gate with what it saw. */
    public List<String> story() {
        return story;
    }

    Run run() {
        return run;
    }
}
