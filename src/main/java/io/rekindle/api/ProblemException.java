package io.rekindle.api;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public static ProblemException of(HttpStatus status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, detail, List.of()));
    }

    /** The body was read, and says something that cannot be. */
    public static ProblemException faults(String detail, List<Problem.Fault> faults) {
        return new ProblemException(
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "not-acceptable-content", detail, faults));
    }

    /** A parameter of the request is wrong. */
    public static ProblemException parameter(String name, String code, String message) {
        Problem.Fault fault = new Problem.Fault(name, code, message);
        return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "bad-parameter", message, List.of(fault)));
    }

    public static ProblemException notFound(String what) {
        return of(HttpStatus.NOT_FOUND, "not-found", what);
    }

    public Problem problem() {
        return problem;
    }
}
