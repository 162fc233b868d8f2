package io.rekindle.bench;

import io.rekindle.engine.fact.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import javax.tools.ToolProvider;

/** Compiles {@link SampleRules#java} with the JDK's compiler. */
final class HandWritten {

    private HandWritten() {}

    /** The rules: sets the numbers of those that hold for a customer. */
    @SuppressWarnings("unchecked")
    static BiConsumer<Facts, BitSet> rules(int rules) {
        try {
            Path directory = Files.createTempDirectory("hand-written");
            Path source = Files.writeString(directory.resolve("HandWritten.java"), SampleRules.java(rules));
            for (Path made : List.of(directory, source, directory.resolve("HandWritten.class"))) {
                made.toFile().deleteOnExit();
            }
            int failed = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"),
                            source.toString());
            if (failed != 0) {
                throw new IllegalStateException("the rules written by hand do not compile: " + source);
            }
            ClassLoader loader =
                    new URLClassLoader(new URL[] {directory.toUri().toURL()}, HandWritten.class.getClassLoader());
            return (BiConsumer<Facts, BitSet>)
                    loader.loadClass("HandWritten").getConstructor().newInstance();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
