package io.rekindle;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line; without a verb it says which verbs there are. */
@Command(
        name = "rekindle",
        mixinStandardHelpOptions = true,
        version = "rekindle 0.1.0",
        description = "Decides, for every customer, which message to send next, and why.")
public final class Rekindle implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Rekindle()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing verb.");
    }
}
