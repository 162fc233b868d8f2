package io.rekindle.cli;

import io.rekindle.RuleProblem;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.language.GridImport;
import io.rekindle.engine.rule.language.GridImport.Imported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekindle grid}: makes one of the book's grids out of a workbook. */
@Command(
        name = "grid",
        description = "Make a grid of the rule book (CSV) out of a sheet of an .xlsx workbook. Needs no database.")
final class GridVerb extends Verb {

    @Parameters(index = "0", paramLabel = "FILE.xlsx", description = "The workbook.")
    private Path workbook = Path.of("");

    @Option(names = "--sheet", paramLabel = "NAME", description = "The sheet (default: the only one).")
    private @Nullable String sheet;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "GRID",
            description = "The grid: lifecycle.csv, coupons.csv, rfm.csv or calendar/NAME.csv.")
    private String target = "";

    @Option(names = "--force", description = "Replace the grid if the book has one.")
    private boolean force;

    @Override
    int run(Surroundings here) {
        if (!GridImport.isGrid(target)) {
            throw Refusal.wrongCall(
                    "\"" + target
                            + "\" is no grid of a rule book; those are lifecycle.csv, coupons.csv, rfm.csv and calendar/NAME.csv");
        }
        Path book = Optional.ofNullable(here.rules())
                .orElseThrow(() -> new Refusal("--rules names the rule book that the grid is for"));
        Path file = book.resolve(target);
        if (Files.exists(file) && !force) {
            throw new Refusal(file + " is there already; --force replaces it");
        }
        try {
            Imported imported = GridImport.of(name(), Files.readAllBytes(workbook), sheet, target, book);
            if (imported.csv().isPresent()) {
                write(file, imported.csv().get());
            }
            here.answer(document(imported, file), () -> print(here, imported, file));
            return imported.csv().isPresent() ? DONE : NO;
        } catch (IOException failure) {
            throw new Refusal(workbook + " cannot be read, or " + file + " not be written: " + failure, failure);
        }
    }

    private String name() {
        return String.valueOf(workbook.getFileName());
    }

    /** Whole or not at all. */
    private static void write(Path file, String csv) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(draft, csv, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void print(Surroundings here, Imported imported, Path file) {
        imported.problems().forEach(problem -> here.out()
                .println((problem.severity() == Problem.Severity.ERROR ? "error   " : "warning ") + problem));
        here.out()
                .println(
                        imported.csv().isPresent()
                                ? file + ": " + imported.rows() + " rows. Run rekindle check."
                                : "Nothing was written.");
    }

    private static Map<String, Object> document(Imported imported, Path file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", imported.csv().isPresent());
        document.put("file", file.toString());
        document.put("rows", Math.max(0, imported.rows()));
        document.put(
                "problems", imported.problems().stream().map(RuleProblem::of).toList());
        return document;
    }
}
