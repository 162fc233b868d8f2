package io.rekindle.cli;

import io.rekindle.postgres.PostgresUnavailableException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code rekindle}: the verbs and the options they all have. */
@Command(
        name = "rekindle",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "rekindle 0.1.0",
        description = "Decides, for every customer, which message to send next, and why.",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:no, for the reason printed", "2:the call is wrong"},
        subcommands = {
            DemoVerb.class,
            ServeVerb.class,
            ImportVerb.class,
            SweepVerb.class,
            ReplayVerb.class,
            LifecycleVerb.class,
            ExplainVerb.class,
            PreviewVerb.class,
            SendTestVerb.class,
            CheckVerb.class,
            TestVerb.class,
            FmtVerb.class,
            LanguageVerb.class,
            GridVerb.class,
            ShowVerb.class,
            StatusVerb.class,
            PauseVerbs.Pause.class,
            PauseVerbs.Resume.class,
            PauseVerbs.Cancel.class,
            RedriveVerb.class,
            DoctorVerb.class
        })
public final class Verbs implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The rule book (default: rules/ of this checkout, else the one Rekindle ships).")
    private @Nullable Path rules;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory (default: $$REKINDLE_HOME, else .rekindle here).")
    private @Nullable Path home;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the result as one JSON document.")
    private boolean json;

    private Verbs() {}

    /** Runs a command line; returns its exit code. */
    public static int run(String... args) {
        // UTF-8 whatever the platform's encoding is: labels are Chinese as well as English.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(out, err, args);
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Verbs())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Verbs::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb? See rekindle --help.");
    }

    Surroundings surroundings() {
        return new Surroundings(
                rules,
                home,
                json,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** A failure the user can do something about is one line; anything else is a fault of ours and shows its trace. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof Refusal refusal) {
            err.println("rekindle: " + refusal.getMessage());
            return refusal.exitCode();
        }
        if (failure instanceof PostgresUnavailableException) {
            err.println("rekindle: " + failure.getMessage());
        } else {
            err.println("rekindle: this is a fault in Rekindle: " + failure);
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
