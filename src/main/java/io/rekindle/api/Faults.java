package io.rekindle.api;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a body; not more than anybody would read. */
final class Faults {

    private static final int MOST = 50;

    private final List<Problem.Fault> faults = new ArrayList<>();

    void add(String field, String code, String message) {
        if (faults.size() < MOST) {
            faults.add(new Problem.Fault(field, code, message));
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    int size() {
        return faults.size();
    }

    /** Ends the request where anything is wrong. */
    void raise(String detail) {
        if (!faults.isEmpty()) {
            throw ProblemException.faults(detail, faults);
        }
    }
}
