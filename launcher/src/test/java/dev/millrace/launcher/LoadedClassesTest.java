package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run loads, seen from a Java of its own. */
class LoadedClassesTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    private List<String> classesOfTheLanguage(String module, String parameters)
            throws IOException, InterruptedException {
        Path workflow = Files.writeString(
                folder.resolve("workflow.json"),
                "{\"id\":\"w\",\"name\":\"W\",\"steps\":[{\"id\":\"a\",\"moduleId\":\"" + module + "\",\"parameters\":"
                        + parameters + "}]}");
        Path loaded = folder.resolve("loaded.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "run",
                        workflow.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed.txt").toFile())
                .start();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("printed.txt")))
                .isZero();
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.contains(" org.graalvm.") || line.contains(" com.oracle."))
                    .toList();
        }
    }

    @Test
    void workflow_without_scripts_loads_no_class_of_the_language() throws Exception {
        assertThat(classesOfTheLanguage("text_replace", "{\"text\":\"a\",\"find\":\"a\",\"replace\":\"b\"}"))
                .isEmpty();
    }

    @Test
    void workflow_with_a_script_loads_them() throws Exception {
        assertThat(classesOfTheLanguage("script", "{\"script\":\"1\"}")).isNotEmpty();
    }
}
