package io.rekindle.cli;

import io.rekindle.engine.delivery.MessageChecks;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.postgres.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What every verb works in: the rule book, the data directory, and how to answer. */
record Surroundings(
        @Nullable Path rulesOption, @Nullable Path homeOption, boolean json, PrintWriter out, PrintWriter err) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** The same with another rule book. */
    Surroundings withRules(Path directory) {
        return new Surroundings(directory, homeOption, json, out, err);
    }

    /** The data directory. */
    Path home() {
        if (homeOption != null) {
            return homeOption;
        }
        String environment = System.getenv().getOrDefault("REKINDLE_HOME", "");
        return Path.of(environment.isBlank() ? ".rekindle" : environment);
    }

    /** Reads the rule book; a book with errors is read too, and says so. */
    Reading reading() {
        try {
            Path directory = rules();
            if (directory != null && !Files.isDirectory(directory)) {
                throw new Refusal("there is no directory " + directory + "; --rules names a rule book");
            }
            return MessageChecks.added(directory == null ? RuleBooks.readShipped() : RuleBooks.read(directory));
        } catch (IOException failure) {
            throw new Refusal("the rule book cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Where the rule book is; null for the one Rekindle ships. */
    @Nullable
    Path rules() {
        String checkout = System.getProperty("rekindle.checkout", "");
        return rulesOption != null || checkout.isBlank() ? rulesOption : Path.of(checkout, "rules");
    }

    /** A rule book without errors, or a refusal that lists them. */
    RuleBook book() {
        Reading reading = reading();
        return reading.book().orElseThrow(() -> {
            reading.errors().stream().map(Problem::toString).forEach(err::println);
            return new Refusal(
                    "the rule book has " + reading.errors().size() + " error(s); rekindle check shows them all");
        });
    }

    /** Opens the database of the data directory, or joins the one another rekindle runs there. */
    Database database() {
        return Database.open(home());
    }

    /** Tells who waits something of which the answer does not consist. */
    void tell(String line) {
        err.println(line);
        err.flush();
    }

    /** Prints the answer: the document as JSON where it was asked for, else the text. */
    void answer(Object document, Runnable text) {
        if (json) {
            out.println(JSON.writeValueAsString(document));
        } else {
            text.run();
        }
        out.flush();
    }
}
