package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.modules.file.FileLimits;
import dev.millrace.modules.file.FileRoots;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File modules in a running engine. */
class FilesInEngineTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long AN_HOUR_OF_BYTES = 1L << 40;

    @TempDir
    Path folder;

    private Millrace engine() {
        FileLimits limits = FileLimits.DEFAULT.withMaxFileBytes(Long.MAX_VALUE).withMaxTotalBytes(Long.MAX_VALUE);
        return Millrace.builder()
                .withoutDiscovery()
                .modules(new BuiltInModules())
                .service(FileRoots.class, FileRoots.of(folder).withLimits(limits))
                .build();
    }

    private static Workflow step(String moduleId, Map<String, ?> parameters) {
        return ManualEngine.step(moduleId, parameters).build();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void awaitNames(int count) throws IOException {
        long start = System.nanoTime();
        while (names().size() != count) {
            assertThat(System.nanoTime() - start)
                    .as("nanoseconds waited for %s", names())
                    .isLessThan(DEADLINE_NANOS);
            Thread.onSpinWait();
        }
    }

    private void endlessFile() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("endless").toFile(), "rw")) {
            sparse.setLength(AN_HOUR_OF_BYTES);
        }
    }

    @Test
    void cancelled_step_stops_in_the_middle_and_leaves_nothing() throws IOException {
        endlessFile();
        try (Millrace engine = engine()) {
            ExecutionHandle execution =
                    engine.start(step("zip", Map.of("source", "endless", "target", "out")), StartRequest.plain());
            awaitNames(3);

            execution.cancel();

            assertThat(execution
                            .completion()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join()
                            .status())
                    .isEqualTo(ExecutionStatus.CANCELLED);
            awaitNames(1);
        }
    }

    @Test
    void step_beyond_its_time_stops_in_the_middle_and_leaves_nothing() throws IOException {
        endlessFile();
        try (Millrace engine = engine()) {
            ExecutionResult result = engine.start(
                            step("zip", Map.of("source", "endless", "target", "out", "__timeout", 200)),
                            StartRequest.plain().withTimeLimit(Duration.ofSeconds(30)))
                    .completion()
                    .join();

            assertThat(result.isCompleted()).isFalse();
            awaitNames(1);
        }
    }

    @Test
    void steps_hand_files_to_one_another() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/b.txt"), "2");
        Files.writeString(folder.resolve("in/a.txt"), "1");
        Workflow workflow = ManualEngine.workflow()
                .step("z", "zip", Map.of("source", "in", "target", "in.zip"))
                .step("u", "unzip", Map.of("source", "{{z.path}}", "target", "out"))
                .step("l", "file_list", Map.of("path", "{{u.path}}", "recursive", true))
                .step("each", "for_each", Map.of("input_list", "{{l.files}}"))
                .step("r", "file_operation", Map.of("operation", "read", "file_path", "{{each.item.path}}"))
                .step(
                        "w",
                        "file_operation",
                        Map.of("operation", "append", "file_path", "all.txt", "content", "{{r.content}}"))
                .step("end", "end_for_each")
                .step("all", "file_operation", Map.of("filePath", "all.txt"))
                .step(
                        "o",
                        "output",
                        Map.of("value", "{{all.content}} {{all.fileName}} {{all.mime_type}}", "asText", true))
                .build();

        try (Millrace engine = engine()) {
            assertThat(engine.check(workflow)).isEmpty();
            assertThat(engine.run(workflow, Map.of()).output()).isEqualTo("12 all.txt text/plain");
        }
    }

    @Test
    void files_are_off_without_a_root() {
        try (Millrace engine = Millrace.builder()
                .withoutDiscovery()
                .modules(new BuiltInModules())
                .build()) {
            ExecutionResult result = engine.run(step("file_list", Map.of("path", "/")), Map.of());

            assertThat(result.error().orElseThrow().title()).isEqualTo("Files are off");
        }
    }
}
