package dev.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.launcher.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code expected} holds a command and what it must give; times and ids are left out of it. */
class ExampleWorkflowsTest {
    private static final Path EXAMPLES = Path.of("examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> expectedFiles() throws IOException {
        return names(EXAMPLES.resolve("expected"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expectedFiles")
    void example_gives_what_it_promises(String name) throws IOException {
        JsonNode expected =
                JSON.readTree(EXAMPLES.resolve("expected").resolve(name).toFile());
        List<String> command = new ArrayList<>();
        expected.get("command").forEach(argument -> command.add(argument.asText()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = Launcher.run(InputStream.nullInputStream(), out, err, command.toArray(String[]::new));

        assertThat(exitCode)
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(expected.get("exitCode").asInt());
        JsonNode result = JSON.readTree(out.toByteArray());
        expected.get("result")
                .properties()
                .forEach(field -> assertThat(result.get(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
    }

    @Test
    void every_workflow_has_an_expectation_and_no_problem() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String name : expectedFiles()) {
            commands.add(Files.readString(EXAMPLES.resolve("expected").resolve(name)));
        }

        for (String workflow : names(EXAMPLES.resolve("workflows"))) {
            String path = "examples/workflows/" + workflow;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int exitCode = Launcher.run(InputStream.nullInputStream(), out, out, "check", path);

            assertThat(commands).as(workflow).anyMatch(command -> command.contains('"' + path + '"'));
            assertThat(exitCode).as(workflow).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("no problems")
                    .doesNotContain("warning");
        }
    }
}
