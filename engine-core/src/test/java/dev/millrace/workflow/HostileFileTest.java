package dev.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileFileTest {
    private static final WorkflowReader READER = Sample.reader();
    private static final WorkflowLimits LIMITS = WorkflowLimits.DEFAULT;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void file_beyond_a_limit_is_refused_quickly_and_the_limit_is_named(String json, String limit) {
        long start = System.nanoTime();
        WorkflowFile file = READER.read(json);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(file.workflows()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
            assertThat(problem.message()).contains(limit).hasSizeLessThan(400);
        });
    }

    static Stream<Arguments> file_beyond_a_limit_is_refused_quickly_and_the_limit_is_named() {
        return Stream.of(
                row("nested arrays", "[".repeat(5_000_000), "maxDepth = 64"),
                row("nested objects", "{\"a\":".repeat(65) + "1" + "}".repeat(65), "maxDepth = 64"),
                row("huge exponent", "{\"a\": 1e2000000000}", "maxDigits = 1000"),
                row("tiny exponent", "{\"a\": 1e-2000000000}", "maxDigits = 1000"),
                row("exponent beyond integers", "{\"a\": 1e99999999999}", "maxDigits = 1000"),
                row("a million digits", "{\"a\": " + "9".repeat(1_000_000) + "}", "maxDigits = 1000"),
                row("1001 digits", "{\"a\": " + "9".repeat(1_001) + "}", "maxDigits = 1000"),
                row("text of 5 MB", "{\"a\": \"" + "x".repeat(5_000_000) + "\"}", "maxTextLength = 4194304"),
                row("name of 5 MB", "{\"" + "x".repeat(5_000_000) + "\": 1}", "maxKeyLength = 1000"),
                row("too many bytes", " ".repeat(LIMITS.maxBytes() + 1), "maxBytes = 10485760"),
                row("too many values", "[" + "0,".repeat(2_000_001) + "0]", "maxValues = 2000000"),
                row("too many workflows", "[" + "{},".repeat(10_000) + "{}]", "maxWorkflows = 10000"),
                row("too many folders", "{\"folders\":[" + "{},".repeat(10_000) + "{}]}", "maxFolders = 10000"),
                row("too many steps", "{\"steps\":[" + "{},".repeat(100_000) + "{}]}", "maxSteps = 100000"),
                row("too many fields", manyFields(10_001), "maxKeys = 10000"));
    }

    private static Arguments row(String name, String json, String limit) {
        return Arguments.of(Named.of(name, json), limit);
    }

    private static String manyFields(int count) {
        StringBuilder json = new StringBuilder("{\"-\":0");
        for (int i = 1; i < count; i++) {
            json.append(",\"").append(i).append("\":0");
        }
        return json + "}";
    }

    @Test
    void file_at_its_limits_is_read() {
        String number = "9".repeat(1_000);
        String text = "x".repeat(LIMITS.maxTextLength());

        WorkflowFile file = READER.read("{\"name\": \"A\", \"a\": " + number + ", \"b\": \"" + text + "\"}");

        assertThat(file.problems()).isEmpty();
    }

    @Test
    void hundred_thousand_steps_are_read() {
        StringBuilder json = new StringBuilder("{\"steps\":[");
        for (int i = 0; i < 99_999; i++) {
            json.append("{\"id\":\"").append(i).append("\",\"moduleId\":\"log\",\"parameters\":{\"m\":\"hello\"}},");
        }

        Workflow workflow =
                READER.read(json + "{\"moduleId\":\"log\"}]}").workflows().get(0);

        assertThat(workflow.steps()).hasSize(100_000);
        assertThat(workflow.contentHash()).hasSize(64);
    }

    @Test
    void stream_without_an_end_is_read_up_to_the_limit() throws IOException {
        var endless = new ByteArrayInputStream(new byte[LIMITS.maxBytes() + 100]);

        WorkflowFile file = READER.read(endless);

        assertThat(file.problems()).extracting(Problem::code).containsExactly(ProblemCode.LIMIT_EXCEEDED);
        assertThat(endless.available()).isEqualTo(99);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void broken_text_is_refused_with_its_position(byte[] bytes, ProblemCode code, String path) {
        WorkflowFile file = READER.read(bytes);

        assertThat(file.workflows()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.place().path()).isEqualTo(path);
        });
    }

    static Stream<Arguments> broken_text_is_refused_with_its_position() {
        return Stream.of(
                broken("empty", "", ProblemCode.INVALID_JSON, ""),
                broken("blank", "  \n ", ProblemCode.INVALID_JSON, ""),
                broken("no JSON", "{\n \"a\": tru}", ProblemCode.INVALID_JSON, "line 2, column 7"),
                broken("cut off", "{\"a\": [1,", ProblemCode.INVALID_JSON, "line 1, column 10"),
                broken("text after the end", "{} {}", ProblemCode.INVALID_JSON, "line 1, column 4"),
                broken("comment", "{} // x", ProblemCode.INVALID_JSON, "line 1, column 4"),
                broken("infinity", "{\"a\": NaN}", ProblemCode.INVALID_JSON, "line 1, column 10"),
                broken("field twice", "{\"a\": 1,\n\"a\": 2}", ProblemCode.DUPLICATE_KEY, "line 2, column 1"),
                broken(
                        "field twice, escaped",
                        "{\"a\": 1, \"\\u0061\": 2}",
                        ProblemCode.DUPLICATE_KEY,
                        "line 1, column 10"),
                broken("lone high surrogate", "{\"a\": \"xy\\ud800\"}", ProblemCode.INVALID_TEXT, "line 1, column 7"),
                broken(
                        "lone low surrogate",
                        "{\"a\": \"\\udc00\\ud800\"}",
                        ProblemCode.INVALID_TEXT,
                        "line 1, column 7"),
                broken("lone surrogate in a name", "{\"\\ud800\": 1}", ProblemCode.INVALID_JSON, "line 1, column 9"),
                Arguments.of(
                        Named.of("not UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"'}),
                        ProblemCode.INVALID_TEXT,
                        "byte 2"),
                Arguments.of(
                        Named.of("cut UTF-8", new byte[] {'"', (byte) 0xE4, (byte) 0xBD}),
                        ProblemCode.INVALID_TEXT,
                        "byte 1"),
                Arguments.of(
                        Named.of("surrogate as UTF-8", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}),
                        ProblemCode.INVALID_TEXT,
                        "byte 1"),
                Arguments.of(
                        Named.of("UTF-16", "{}".getBytes(StandardCharsets.UTF_16)),
                        ProblemCode.INVALID_TEXT,
                        "byte 0"));
    }

    private static Arguments broken(String name, String json, ProblemCode code, String path) {
        return Arguments.of(Named.of(name, json.getBytes(StandardCharsets.UTF_8)), code, path);
    }

    @Test
    void surrogate_pairs_are_read() {
        assertThat(READER.read("{\"name\": \"\\ud83d\\ude00😀\"}").single().name())
                .isEqualTo("😀😀");
    }

    @Test
    void values_in_messages_are_cut() {
        WorkflowFile file = READER.read("{\"order\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(file.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).hasSizeLessThan(200));
    }

    @Test
    void limit_below_one_is_refused() {
        assertThatThrownBy(() -> new WorkflowLimits(0, 1, 1, 1, 1, 1, 1, 1, 1, 1))
                .hasMessageContaining("maxBytes");
        assertThatThrownBy(() -> new WorkflowLimits(1, 501, 1, 1, 1, 1, 1, 1, 1, 1))
                .hasMessageContaining("maxDepth");
    }
}
