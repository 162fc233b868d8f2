package io.rekindle;

import io.rekindle.cli.Verbs;

/** The one entry: the command line, of which {@code serve} is the server. */
public final class Rekindle {

    private Rekindle() {}

    public static void main(String[] args) {
        System.exit(Verbs.run(args));
    }
}
