package io.rekindle.cli;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.trial.Gap;
import io.rekindle.engine.trial.Result;
import io.rekindle.engine.trial.Trials;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a book's tests, as text and as a JSON document. */
final class TestReport {

    private TestReport() {}

    static void print(Trials.Report report, PrintWriter out) {
        report.problems().forEach(problem -> out.println("error   " + problem));
        String file = "";
        for (Result result : report.results()) {
            if (!result.test().where().file().equals(file)) {
                file = result.test().where().file();
                out.println(file);
            }
            out.println("  " + (result.passed() ? "✓ " : "✕ ") + result.test().name());
            if (!result.passed()) {
                out.println("    " + file + ":" + result.test().where().line());
                result.failures().forEach(failure -> out.println("    the customer " + failure));
                result.story().forEach(line -> out.println("      " + line));
            }
        }
        list(out, "Without a test at the boundary:", report.untested());
        list(out, "Tested, but something else always decides the same:", report.redundant());
        long failed =
                report.results().stream().filter(result -> !result.passed()).count();
        out.println(report.results().size() + " tests, " + failed + " failed, "
                + report.problems().size() + " mistakes in test files, "
                + report.untested().size() + " boundaries without a test");
    }

    private static void list(PrintWriter out, String title, List<Gap> gaps) {
        if (!gaps.isEmpty()) {
            out.println(title);
            gaps.forEach(gap -> out.println("  " + gap));
        }
    }

    static Map<String, Object> document(Trials.Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", report.passed());
        document.put(
                "errors", report.problems().stream().map(TestReport::problem).toList());
        document.put("tests", report.results().stream().map(TestReport::result).toList());
        document.put("untested", report.untested().stream().map(TestReport::gap).toList());
        document.put(
                "redundant", report.redundant().stream().map(TestReport::gap).toList());
        return document;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", problem.file());
        document.put("line", problem.line());
        document.put("column", problem.column());
        document.put("code", problem.code());
        document.put("message", problem.message());
        if (problem.suggestion() != null) {
            document.put("suggestion", problem.suggestion());
        }
        return document;
    }

    private static Map<String, Object> result(Result result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", result.test().where().file());
        document.put("line", result.test().where().line());
        document.put("name", result.test().name());
        document.put("passed", result.passed());
        if (!result.passed()) {
            document.put("failures", result.failures());
            document.put("story", result.story());
        }
        return document;
    }

    private static Map<String, Object> gap(Gap gap) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rule", gap.rule());
        document.put("file", gap.file());
        document.put("line", gap.line());
        document.put("text", gap.text());
        document.put("missing", gap.missing());
        return document;
    }
}
