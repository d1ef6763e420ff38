package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is deleted when it is closed, with all that is in it. */
record ScratchDirectory(Path path) implements AutoCloseable {
    static ScratchDirectory make() throws IOException {
        return new ScratchDirectory(Files.createTempDirectory("millrace-benchmark"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
