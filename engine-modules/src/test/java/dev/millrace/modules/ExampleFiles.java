package dev.millrace.modules;

import dev.millrace.modules.file.FileRoots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that examples of modules name. */
final class ExampleFiles {
    private ExampleFiles() {}

    /** A root with {@code hello.txt} and {@code hello.zip}. */
    static FileRoots in(Path folder) throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        try (OutputStream file = Files.newOutputStream(folder.resolve("hello.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("hello.txt"));
            zip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        return FileRoots.of(folder);
    }
}
