package dev.millrace.script.graal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initialises every class of the language. A class whose static initialiser runs out of stack is unusable for the rest of
 * the process, and a script that overflows its stack can be the first to touch any of them.
 */
final class EngineClasses {
    private static final Logger LOG = LoggerFactory.getLogger(EngineClasses.class);

    /** One class of each jar. */
    private static final List<String> MARKERS = List.of(
            "com.oracle.js.parser.Parser",
            "com.oracle.truffle.regex.RegexLanguage",
            "com.oracle.truffle.api.TruffleLanguage");

    private static final List<String> PACKAGES = List.of(
            "com/oracle/js/parser/", "com/oracle/truffle/js/", "com/oracle/truffle/regex/", "com/oracle/truffle/api/");

    private EngineClasses() {}

    static void initialise() {
        long start = System.nanoTime();
        int count = 0;
        for (Path jar : Set.copyOf(MARKERS.stream().map(EngineClasses::jarOf).toList())) {
            count += initialise(jar);
        }
        LOG.debug("Initialised {} classes of the language in {} ms", count, (System.nanoTime() - start) / 1_000_000);
    }

    private static Path jarOf(String marker) {
        try {
            CodeSource source = Class.forName(marker).getProtectionDomain().getCodeSource();
            return source == null ? Path.of("") : Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException | RuntimeException e) {
            LOG.debug("Class {} is in no file", marker, e);
            return Path.of("");
        }
    }

    private static int initialise(Path jar) {
        if (!Files.isRegularFile(jar)) {
            LOG.warn(
                    "The classes of the language are in no plain jar, so they are not initialised beforehand: a script that"
                            + " overflows its stack may break the language. Put the jars of GraalJS on the class path as files");
            return 0;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return (int) file.stream()
                    .map(entry -> entry.getName())
                    .flatMap(EngineClasses::className)
                    .filter(EngineClasses::isInitialised)
                    .count();
        } catch (IOException e) {
            LOG.warn("The classes of the language could not be listed, so they are not initialised beforehand", e);
            return 0;
        }
    }

    private static Stream<String> className(String entry) {
        boolean wanted = entry.endsWith(".class")
                && !entry.endsWith("-info.class")
                && PACKAGES.stream().anyMatch(entry::startsWith);
        return wanted
                ? Stream.of(
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
                : Stream.empty();
    }

    private static boolean isInitialised(String name) {
        try {
            Class.forName(name, true, EngineClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError | AssertionError e) { // some assert where they may be used
            LOG.trace("Class {} cannot be initialised here and so is not needed", name, e);
            return false;
        }
    }
}
