package io.rekindle.cli;

import picocli.CommandLine.Command;

/** {@code rekindle demo}: a shop, its customers and a year and a half, in a few minutes. */
@Command(name = "demo", description = "Replay a simulated shop of 5,000 customers over 18 months, then show it.")
final class DemoVerb extends Verb {

    @Override
    int run(Surroundings here) {
        throw new Refusal("the demo is not here yet");
    }
}
