package io.rekindle.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What came of a command line. */
public record Called(int code, String out, String err) {

    public static Called with(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Verbs.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Called(code, out.toString(), err.toString());
    }
}
