package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings a book's files into memory: source by path, forward slashes. */
final class BookFiles {

    private static final String ROOT = "rulebook/";
    private static final String ANCHOR = ROOT + "lifecycle.csv";
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_FILES = 2000;
    private static final int MAX_DEPTH = 3;
    /** What else may lie in the directory: the module's own files. */
    private static final Set<String> ASIDE = Set.of("target", "src", "pom.xml");

    private static final Pattern SPREADSHEET = Pattern.compile("(?i)\\.(xlsx|xlsm|xls|ods|et|numbers)$");

    private BookFiles() {}

    static Map<String, String> in(Path directory, Problems problems) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            Phrase whole = Phrase.of(directory.toString(), 0, 0, "");
            problems.error(whole, "no-directory", "There is no such directory.");
            return files;
        }
        Path root = directory.toRealPath();
        try (Stream<Path> walk = Files.walk(root, MAX_DEPTH)) {
            List<Path> found = walk.filter(Files::isRegularFile)
                    .filter(path -> belongs(root.relativize(path)))
                    .sorted()
                    .toList();
            for (Path path : found) {
                String name = root.relativize(path).toString().replace('\\', '/');
                String source = readable(root, name, path, files.size(), problems);
                if (source != null) {
                    files.put(name, source);
                }
            }
        }
        return files;
    }

    private static boolean belongs(Path relative) {
        boolean hidden = false;
        for (Path part : relative) {
            // "~$" begins the name of what Excel and Word keep beside an open file
            String name = part.toString();
            hidden |= name.startsWith(".") || name.startsWith("~$") || name.endsWith("~");
        }
        String name = relative.getName(relative.getNameCount() - 1).toString();
        return !hidden && !ASIDE.contains(relative.getName(0).toString()) && !name.endsWith(".md");
    }

    private static @Nullable String readable(Path root, String name, Path path, int count, Problems problems)
            throws IOException {
        Phrase whole = Phrase.of(name, 0, 0, "");
        if (!path.toRealPath().startsWith(root)) {
            problems.error(whole, "outside", "This file is a link to a place outside of the rule book.");
        } else if (SPREADSHEET.matcher(name).find()) {
            problems.error(whole, "spreadsheet", spreadsheet(name));
        } else if (count >= MAX_FILES) {
            problems.error(whole, "too-many-files", "A rule book has at most " + MAX_FILES + " files.");
        } else if (Files.size(path) > MAX_BYTES) {
            problems.error(whole, "too-large", "A rule file has at most " + MAX_BYTES / 1024 + " KB.");
        } else {
            return TextBytes.read(name, Files.readAllBytes(path), problems).orElse(null);
        }
        return null;
    }

    private static String spreadsheet(String name) {
        String grid = name.substring(0, name.lastIndexOf('.')) + ".csv";
        return "A rule book holds its grids as CSV, which people can compare line by line. Make one of this workbook: "
                + "rekindle grid " + name + " --to " + grid;
    }

    /** The book in a jar or directory of the class path. */
    static Map<String, String> onClassPath(ClassLoader loader, Problems problems) throws IOException {
        URL anchor = loader.getResource(ANCHOR);
        if (anchor == null) {
            throw new IllegalStateException("There is no rule book on the class path: " + ANCHOR
                    + " is missing. Add the rekindle-rules jar, or read a directory.");
        }
        if (anchor.openConnection() instanceof JarURLConnection connection) {
            return inJar(connection, problems);
        }
        try {
            Path directory = Path.of(anchor.toURI()).getParent();
            return in(directory == null ? Path.of("") : directory, problems);
        } catch (URISyntaxException cannotHappen) {
            throw new IOException(cannotHappen);
        }
    }

    private static Map<String, String> inJar(JarURLConnection connection, Problems problems) throws IOException {
        connection.setUseCaches(false);
        Map<String, String> files = new TreeMap<>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith(ROOT)) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        String name = entry.getName().substring(ROOT.length());
                        TextBytes.read(name, in.readAllBytes(), problems).ifPresent(source -> files.put(name, source));
                    }
                }
            }
        }
        return files;
    }

    /** A sentence catalogue that ships, in every language, for books without their own. */
    static Map<String, String> shippedLanguage(String catalogue) {
        Map<String, String> files = new TreeMap<>();
        for (Language language : Language.values()) {
            String name = "language/" + catalogue + "." + language.key() + ".dsl";
            try (InputStream in = BookFiles.class.getClassLoader().getResourceAsStream(ROOT + name)) {
                if (in == null) {
                    throw new IllegalStateException("There is no sentence catalogue: the book has no language/, and "
                            + ROOT + name + " is not on the class path.");
                }
                files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }
        return files;
    }
}
