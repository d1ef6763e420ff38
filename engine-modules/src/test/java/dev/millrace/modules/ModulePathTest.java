package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application on the module path, compiled and started here in a Java of its own, finds the modules and whatever they
 * need to be readable and open.
 */
class ModulePathTest {
    private static final long DEADLINE_SECONDS = 120;
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

    private static final String DECLARATION = """
            module app {
                requires dev.millrace.modules;
            }
            """;

    private static final String MAIN = """
            package app;

            import dev.millrace.Millrace;
            import dev.millrace.modules.BuiltInModules;
            import dev.millrace.workflow.Workflow;
            import java.util.Map;

            public final class Main {
                public static void main(String[] args) {
                    Workflow workflow = Workflow.builder("Start-up")
                            .id("w")
                            .enabled(true)
                            .trigger("m", "trigger_manual", Map.of())
                            .trigger("c", "trigger_cron", Map.of("expression", "0 9 * * *"))
                            .step("b", "base64", Map.of("source_text", "Ann"))
                            .step("q", "json_query", Map.of("json", "{\\"a\\":[1,2]}", "path", "$.a[1]"))
                            .step("x", "parse_xml", Map.of("xml", "<a><b>t</b></a>", "xpath", "//b"))
                            .step("v", "csv_parse", Map.of("text", "n\\n5"))
                            .step("l", "log", Map.of("message", "hello"))
                            .step("o", "output", Map.of("value",
                                    "{{b.result_text}} {{q.firstValue}} {{x.first_value}} {{v.count}}"))
                            .build();
                    try (Millrace millrace = Millrace.create()) {
                        millrace.deploy(workflow);
                        System.out.println(Main.class.getModule().getName() + " on "
                                + BuiltInModules.class.getModule().getName());
                        System.out.println(millrace.run(workflow, Map.of()).output());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void application_on_the_module_path_runs_a_workflow() throws IOException, InterruptedException {
        compile();

        String output = start();

        assertThat(output.lines()).containsExactly("app on dev.millrace.modules", "QW5u 2 t 1");
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

    private String start() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        classes() + File.pathSeparator + modulePath(),
                        "--module",
                        "app/app.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .as("the application ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private static String modulePath() {
        Stream<String> entries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
        return entries.filter(entry -> FOR_TESTS_ONLY.stream()
                        .noneMatch(part -> relative(entry).contains(part)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The folders above the project must not decide. */
    private static String relative(String entry) {
        String root = Path.of("").toAbsolutePath().getParent() + File.separator;
        return entry.startsWith(root) ? entry.substring(root.length()) : entry;
    }
}
