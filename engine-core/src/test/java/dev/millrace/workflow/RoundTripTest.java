package dev.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Laws of reading and writing. */
class RoundTripTest {
    private static final WorkflowWriter WRITER = WorkflowWriter.create();

    @Property(tries = 300)
    void reading_what_was_written_gives_the_same_workflow(@ForAll("workflows") Workflow workflow) {
        assertThat(Workflow.parse(WRITER.stored(workflow))).isEqualTo(workflow);
        assertThat(Workflow.parse(WRITER.exported(workflow))).isEqualTo(workflow);
        assertThat(Workflow.parse(WRITER.plain().stored(workflow))).isEqualTo(workflow);
        assertThat(Workflow.parse(WRITER.typed().stored(workflow))).isEqualTo(workflow);
    }

    @Property(tries = 200)
    void reading_fields_gives_the_same_workflow_without_any_text(@ForAll("workflows") Workflow workflow) {
        WorkflowReader reader = WorkflowReader.create();

        assertThat(reader.read(WRITER.fields(workflow)).single()).isEqualTo(workflow);
        assertThat(reader.read(WRITER.typed().fields(workflow)).single()).isEqualTo(workflow);
    }

    @Property(tries = 200)
    void writing_what_was_read_gives_the_same_text(@ForAll("workflows") Workflow workflow) {
        for (WorkflowWriter writer : List.of(WRITER, WRITER.typed(), WRITER.indented())) {
            String text = writer.stored(workflow);
            WorkflowWriter asRead = text.endsWith("\n") ? WRITER.indented() : WRITER;

            assertThat(asRead.stored(Workflow.parse(text))).isEqualTo(text);
        }
    }

    @Property(tries = 200)
    void content_hash_survives_the_round_trip(@ForAll("workflows") Workflow workflow) {
        assertThat(Workflow.parse(WRITER.typed().exported(workflow)).contentHash())
                .isEqualTo(workflow.contentHash());
    }

    @Property(tries = 100)
    void backups_and_folder_files_keep_folders_and_workflows(
            @ForAll("workflows") Workflow workflow, @ForAll("names") String name) {
        Folder folder = new Folder(
                "f", name, Optional.empty(), 3, Instant.ofEpochMilli(5), Instant.ofEpochMilli(6), Map.of(name, 1L));
        Workflow inside = workflow.withFolderId(Optional.of("f"));

        WorkflowFile backup = WorkflowReader.create().read(WRITER.backup(List.of(inside), List.of(folder)));
        WorkflowFile folderFile = WorkflowReader.create().read(WRITER.folderFile(folder, List.of(inside)));

        assertThat(backup.problems()).isEmpty();
        assertThat(backup.workflows()).containsExactly(inside);
        assertThat(backup.folders()).containsExactly(folder);
        assertThat(folderFile).isEqualTo(backup);
    }

    @Property(tries = 1000)
    void any_bytes_give_problems_or_workflows(@ForAll @Size(max = 300) byte[] bytes) {
        WorkflowFile file = WorkflowReader.create().read(bytes);

        assertThat(file.hasErrors() || !file.workflows().isEmpty() || holdsNothing(bytes))
                .isTrue();
    }

    private static boolean holdsNothing(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip().startsWith("[");
    }

    @Property(tries = 1000)
    void damaged_files_give_problems_or_workflows_in_bounded_time(@ForAll("damage") List<Damage> damages)
            throws IOException {
        byte[] bytes = seed();
        for (Damage damage : damages) {
            bytes = damage.to(bytes);
        }
        long start = System.nanoTime();

        WorkflowFile file = WorkflowReader.create().read(bytes);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        for (Workflow workflow : file.workflows()) {
            assertThat(WorkflowReader.create().read(WRITER.stored(workflow)).workflows())
                    .containsExactly(workflow);
        }
    }

    private static byte[] seed() throws IOException {
        try (InputStream in = RoundTripTest.class.getResourceAsStream("/workflows/detail-reply.json")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** Puts a piece of JSON over a stretch of a file. */
    record Damage(int at, int length, String piece) {
        byte[] to(byte[] bytes) {
            int from = at % bytes.length;
            int end = Math.min(bytes.length, from + length);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return (text.substring(0, from) + piece + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<List<Damage>> damage() {
        Arbitrary<String> pieces = Arbitraries.of(
                "", "{", "}", "[", "]", ",", ":", "\"", "null", "5", "1e999", "true", "\"x\"", "{}", "[]", "\\u", "\0");
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5_000),
                        Arbitraries.integers().between(0, 12),
                        pieces)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 300)
    void values_of_any_type_in_any_field_never_throw(
            @ForAll("fieldNames") String field, @ForAll("values") Object value, @ForAll @IntRange(max = 2) int level) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("moduleId", "m");
        object.put(field, value);
        Object json = level == 0
                ? object
                : level == 1 ? Map.of("steps", List.of(object)) : Map.of("triggers", List.of(object));

        WorkflowFile file = WorkflowReader.create().read(JsonWriter.compact(json));

        // an empty list of workflows is neither a workflow nor a problem
        assertThat(file.workflows())
                .allSatisfy(workflow -> assertThat(workflow.name()).isNotBlank());
        assertThat(file.problems())
                .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    }

    @Provide
    Arbitrary<String> fieldNames() {
        return Arbitraries.of(
                "id",
                "name",
                "triggers",
                "steps",
                "isEnabled",
                "isFavorite",
                "folderId",
                "order",
                "modifiedAt",
                "version",
                "vFlowLevel",
                "description",
                "tags",
                "maxExecutionTime",
                "reentryBehavior",
                "errorWorkflowId",
                "metadata",
                "_meta",
                "triggerConfig",
                "triggerConfigs",
                "parameters",
                "isDisabled",
                "indentationLevel",
                "moduleId",
                "cardThemeColor",
                "cardIconRes",
                "shortcutName",
                "workflow",
                "folder",
                "folders");
    }

    @Provide
    Arbitrary<Object> values() {
        return values(3);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.of(
                        true, false, "{{a.b}}", "string", "", 0L, Long.MIN_VALUE, 1e300, new BigDecimal("1e-30")),
                texts().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.bigDecimals().ofScale(20).map(Object.class::cast));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<Object> inner = values(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(6, scalars),
                Tuple.of(1, inner.list().ofMaxSize(3).map(Object.class::cast)),
                Tuple.of(1, Arbitraries.maps(texts(), inner).ofMaxSize(3).map(Object.class::cast)),
                Tuple.of(1, inner.map(value -> Map.of("type", "string", "value", value))));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab \"\\{}[].:é中\n\0")
                .withChars('\u2028')
                .ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> names() {
        return texts().map(text -> "n" + text);
    }

    @Provide
    Arbitrary<Workflow> workflows() {
        Arbitrary<List<Step>> steps = steps();
        Arbitrary<Map<String, Object>> extras =
                Arbitraries.maps(names(), values(2)).ofMaxSize(3);
        return Combinators.combine(
                        names(), steps, extras, Arbitraries.of(ReentryBehavior.class), Arbitraries.integers(), texts())
                .as((name, list, unknown, reentry, number, text) -> Workflow.builder(name)
                        .id("w" + text)
                        .steps(list)
                        .enabled(number % 2 == 0)
                        .favorite(number % 3 == 0)
                        .order(number)
                        .folderId(text)
                        .modifiedAt(Instant.ofEpochMilli(number))
                        .maxExecutionSeconds(number)
                        .reentry(reentry)
                        .about(new About(text, number, text, name, text, List.of(name)))
                        .extras(unknown)
                        .build());
    }

    private Arbitrary<List<Step>> steps() {
        Arbitrary<Map<String, Object>> parameters =
                Arbitraries.maps(names(), values(3)).ofMaxSize(4);
        Arbitrary<String> modules =
                Arbitraries.of("delay", "trigger_time", "vflow.trigger.time", "vflow.device.delay", "unknown");
        return Combinators.combine(modules, parameters, Arbitraries.integers().between(-1, 5))
                .as((module, values, level) -> {
                    Step step = Step.of("s", module, values).withIndentationLevel(level);
                    return level < 0 ? step.disable() : step;
                })
                .list()
                .ofMaxSize(5)
                .map(RoundTripTest::numbered);
    }

    private static List<Step> numbered(List<Step> steps) {
        List<Step> numbered = new ArrayList<>();
        steps.forEach(step -> numbered.add(step.withId("s" + numbered.size())));
        return numbered;
    }
}
