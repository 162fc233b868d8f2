package io.rekindle.cli;

import picocli.CommandLine;

/** Something the user asked for cannot be done; the message is one line that says why, and what to do. */
final class Refusal extends RuntimeException {

    private final boolean callIsWrong;

    Refusal(String message) {
        super(message);
        callIsWrong = false;
    }

    Refusal(String message, Throwable cause) {
        super(message, cause);
        callIsWrong = false;
    }

    private Refusal(String message, boolean callIsWrong) {
        super(message);
        this.callIsWrong = callIsWrong;
    }

    /** What was typed makes no sense, whatever the data: exit code 2. */
    static Refusal wrongCall(String message) {
        return new Refusal(message, true);
    }

    int exitCode() {
        return callIsWrong ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
