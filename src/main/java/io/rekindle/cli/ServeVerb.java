package io.rekindle.cli;

import picocli.CommandLine.Command;

/** {@code rekindle serve}: runs the server. */
@Command(name = "serve", description = "Run the server: schedules, sweeps, delivery, API and page.")
final class ServeVerb extends Verb {

    @Override
    int run(Surroundings here) {
        throw new Refusal("the server is not here yet");
    }
}
