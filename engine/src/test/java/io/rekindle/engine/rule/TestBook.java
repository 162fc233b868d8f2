package io.rekindle.engine.rule;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rule book that ships, to be changed by a test. Its templates are stand-ins: tests here are about rules. */
public final class TestBook {

    private static final Path SHIPPED = Path.of("..", "rules");
    private static final List<String> TEMPLATES = List.of(
            "welcome.email",
            "welcome-tips.push",
            "first-order.push",
            "coupon-expiring.sms",
            "goes-well-with.email",
            "goes-well-with.push",
            "we-miss-you.push",
            "we-miss-you.sms",
            "we-miss-you.email",
            "cart-waiting.push",
            "cart-offer.sms",
            "recall-price.push",
            "recall-shipping.push",
            "recall-60.email");

    private final Map<String, String> files = new TreeMap<>();

    private TestBook() {}

    /** The whole book that ships. */
    public static TestBook shipped() {
        TestBook book = new TestBook();
        try (Stream<Path> walk = Files.walk(SHIPPED, 2)) {
            walk.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*\\.(yaml|csv|dsl)"))
                    .filter(path -> !path.toString().contains("target"))
                    .forEach(path -> book.with(SHIPPED.relativize(path).toString(), read(path)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return book.withTemplates();
    }

    /** A book that has only the catalogues and stand-ins for the templates that ship. */
    public static TestBook empty() {
        TestBook book = new TestBook();
        for (String file : List.of("customer.en", "customer.zh", "structure.en", "structure.zh")) {
            String path = "language/" + file + ".dsl";
            book.with(path, read(SHIPPED.resolve(path)));
        }
        return book.withTemplates();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private TestBook withTemplates() {
        for (String template : TEMPLATES) {
            with("templates/" + template + ".en.txt", "Hello").with("templates/" + template + ".zh.txt", "您好");
        }
        return this;
    }

    public TestBook with(String path, String source) {
        files.put(path, source);
        return this;
    }

    public TestBook without(String path) {
        files.remove(path);
        return this;
    }

    /** With one part of a file replaced; it must be there. */
    public TestBook replacing(String path, String part, String by) {
        String source = files.getOrDefault(path, "");
        if (!source.contains(part)) {
            throw new IllegalArgumentException(path + " does not contain " + part);
        }
        return with(path, source.replace(part, by));
    }

    public Reading reading() {
        return RuleBooks.parse(files);
    }

    /** The book; fails with its problems if it has errors. */
    public RuleBook book() {
        Reading reading = reading();
        return reading.book().orElseThrow(() -> new AssertionError(reading.errors()));
    }

    /** Errors and warnings as their author reads them. */
    public List<String> problems() {
        return reading().problems().stream().map(Problem::toString).toList();
    }
}
