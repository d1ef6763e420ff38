package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void request_to_end_cancels_prints_the_result_and_gives_1() throws Exception {
        Path workflow = Files.writeString(
                folder.resolve("wait.json"),
                "{\"name\": \"W\", \"steps\": [{\"id\": \"w\", \"moduleId\": \"wait_signal\", \"parameters\": {\"name\": \"x\"}}]}");
        Path out = folder.resolve("out.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "run",
                        workflow.toString(),
                        "--trace")
                .redirectOutput(out.toFile())
                .start();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(err.readLine()).isEqualTo("> W 1 w (wait_signal)");

            // not Process.destroy(), which would also close the pipes
            process.toHandle().destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out.toFile()).get("status").asText())
                .isEqualTo("cancelled");
    }
}
