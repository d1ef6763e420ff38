package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application on the module path, compiled and started here in a Java of its own as docs/scripts.md shows, runs a script. */
class ModulePathTest {
    private static final long DEADLINE_SECONDS = 240;
    /** Parts of the paths of what is on the test's class path for tests only. */
    private static final List<String> FOR_TESTS_ONLY = List.of(
            "test-classes",
            "engine-test",
            "millrace-test",
            "junit",
            "assertj",
            "archunit",
            "jqwik",
            "opentest4j",
            "apiguardian",
            "byte-buddy",
            "surefire");

    private static final List<String> EXPORTS = List.of(
            "--add-exports",
            "org.graalvm.js/com.oracle.js.parser=dev.millrace.script",
            "--add-exports",
            "org.graalvm.js/com.oracle.js.parser.ir=dev.millrace.script");

    private static final String DECLARATION = """
            module app {
                requires dev.millrace.script;
            }
            """;

    private static final String MAIN = """
            package app;

            import dev.millrace.Millrace;
            import dev.millrace.script.ScriptRunner;
            import dev.millrace.script.graal.InProcessRunner;
            import dev.millrace.workflow.Workflow;
            import java.util.Map;

            public final class Main {
                public static void main(String[] args) {
                    Workflow workflow = Workflow.builder("Sum")
                            .id("w")
                            .enabled(true)
                            .trigger("m", "trigger_manual", Map.of())
                            .step("s", "script", Map.of(
                                    "script", "await sleep(1); inputs.all.reduce((sum, one) => sum + one)",
                                    "inputs", Map.of("all", java.util.List.of(1, 2, 3))))
                            .step("o", "output", Map.of("value", "{{s.result}}"))
                            .build();
                    try (InProcessRunner scripts = InProcessRunner.open();
                            Millrace millrace =
                                    Millrace.builder().service(ScriptRunner.class, scripts).build()) {
                        millrace.deploy(workflow);
                        System.out.println(Main.class.getModule().getName() + " on "
                                + InProcessRunner.class.getModule().getName());
                        System.out.println(millrace.run(workflow, Map.of()).output());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void application_on_the_module_path_runs_a_script() throws IOException, InterruptedException {
        compile();

        String output = start();

        assertThat(output.lines()).containsExactly("app on dev.millrace.script", "6");
    }

    private void compile() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/app"));
        Path declaration = Files.writeString(folder.resolve("sources/module-info.java"), DECLARATION);
        Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--module-path",
                        modulePath(),
                        "-d",
                        classes().toString(),
                        declaration.toString(),
                        main.toString());
        assertThat(failed).as("exit code of the compiler").isZero();
    }

    /** What the application wrote to its standard output; newer releases of Java warn of native access on the other one. */
    private String start() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(EXPORTS);
        command.addAll(
                List.of("--module-path", classes() + File.pathSeparator + modulePath(), "--module", "app/app.Main"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .as("the application ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private static String modulePath() {
        Stream<String> entries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
        return entries.filter(entry -> !entry.endsWith(".pom"))
                .filter(entry -> FOR_TESTS_ONLY.stream()
                        .noneMatch(part -> relative(entry).contains(part)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The folders above the project must not decide. */
    private static String relative(String entry) {
        String root = Path.of("").toAbsolutePath().getParent() + File.separator;
        return entry.startsWith(root) ? entry.substring(root.length()) : entry;
    }
}
