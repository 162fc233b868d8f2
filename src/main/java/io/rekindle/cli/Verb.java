package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.Database;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A verb of the command line. */
abstract class Verb implements Callable<Integer> {

    static final int DONE = 0;
    static final int NO = 1;

    @ParentCommand
    private Verbs parent;

    @SuppressWarnings("NullAway.Init") // picocli sets the parent before it calls a verb
    Verb() {}

    @Override
    public final Integer call() {
        return run(parent.surroundings());
    }

    /** Does it; returns the exit code. */
    abstract int run(Surroundings here);

    /** What a verb does on an open installation. */
    interface Work {
        int on(Installation installation);
    }

    /**
     * Opens the database and the rule book for the work, and closes them after. The book does not become the live release
     * by that. It goes first, since it fails faster.
     */
    static int opened(Surroundings here, Work work) {
        RuleBook book = here.book();
        try (Database database = here.database()) {
            return work.on(Installation.toRead(database.dataSource(), book, Clock.systemUTC()));
        }
    }
}
