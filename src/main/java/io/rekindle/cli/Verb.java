package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.Database;
import java.time.Clock;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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

    /** Opens the database for work by the rule book, which becomes the live release; closes it after. */
    static int working(Surroundings here, Work work) {
        return with(here, (source, book) -> work.on(Installation.open(source, book, Clock.systemUTC())));
    }

    /** Opens the database to look at or to add to, whatever release is live; closes it after. */
    static int looking(Surroundings here, Work work) {
        return with(here, (source, book) -> work.on(Installation.toRead(source, book, Clock.systemUTC())));
    }

    private interface Opened {
        int on(DataSource source, RuleBook book);
    }

    /** The book goes first: it fails faster. */
    private static int with(Surroundings here, Opened work) {
        RuleBook book = here.book();
        try (Database database = here.database()) {
            return work.on(database.dataSource(), book);
        }
    }
}
