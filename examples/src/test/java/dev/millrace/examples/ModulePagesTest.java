package dev.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.Millrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages about modules say what the modules say. */
class ModulePagesTest {
    private static final Path FOLDER = Path.of("docs/modules");
    private static final String COMMAND = "mvn -pl examples -am test -Dtest=ModulePagesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dpages=write";

    @Test
    void pages_are_current() throws IOException {
        Map<String, String> pages;
        try (Millrace millrace = Millrace.create()) {
            pages = ModulePages.of(millrace.modules().entries());
        }
        if ("write".equals(System.getProperty("pages"))) {
            write(pages);
        }

        assertThat(written())
                .as("docs/modules differs from the modules; write it anew with\n  %s\n", COMMAND)
                .isEqualTo(pages);
    }

    private static void write(Map<String, String> pages) throws IOException {
        for (String old : written().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> written() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return pages;
    }
}
