package dev.millrace.workflow;

import static dev.millrace.workflow.Sample.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.5, and the shapes of the editor API. */
class FileShapesTest {
    private static final String A = "{'id': 'a', 'name': 'A', 'steps': []}";

    private static WorkflowFile resource(String name) throws IOException {
        try (InputStream in = FileShapesTest.class.getResourceAsStream("/workflows/" + name)) {
            return Sample.reader().read(Objects.requireNonNull(in));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            array                        | [A, B]                                                | 2 | 0
            empty array                  | []                                                    | 0 | 0
            backup                       | {'folders': [{'id': 'f'}], 'workflows': [A, B]}       | 2 | 1
            folders only                 | {'folders': [{'id': 'f'}, {'id': 'g'}]}               | 0 | 2
            one folder                   | {'folder': {'id': 'f'}, 'workflows': [A]}             | 1 | 1
            folder with stray keys       | {'folder': {'id': 'f'}, 'workflows': [A], 'isEnabled': true, 'name': 'x', 'version': '1'} | 1 | 1
            list                         | {'workflows': [A, B]}                                 | 2 | 0
            list of null                 | {'workflows': null}                                   | 0 | 0
            one workflow                 | A                                                     | 1 | 0
            one workflow with _meta      | {'_meta': {'id': 'slug', 'vFlowLevel': 2}, 'id': 'a'} | 1 | 0
            one workflow without a field | {}                                                    | 1 | 0
            body of an import            | {'workflow': A, 'override': false, 'folderId': null}  | 1 | 0
            reply with a workflow        | {'code': 0, 'message': 'success', 'data': A}          | 1 | 0
            reply with an export         | {'code': 0, 'message': 'success', 'data': {'workflow': A, 'format': 'json'}} | 1 | 0
            reply with a list            | {'code': 0, 'data': {'workflows': [A, B], 'total': 2}} | 2 | 0
            reply with folders           | {'code': 0, 'data': {'folders': [{'id': 'f'}], 'total': 1}} | 0 | 1
            """)
    void file_is_told_by_the_shape_of_its_root(String name, String json, int workflows, int folders) {
        WorkflowFile file = read(json.replace("A", A).replace("B", "{'id': 'b'}"));

        assertThat(file.problems()).as(name).isEmpty();
        assertThat(file.workflows()).hasSize(workflows);
        assertThat(file.folders()).hasSize(folders);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "true",
                "null",
                "'text'",
                "{'workflows': 5}",
                "{'folders': {}, 'workflows': []}",
                "{'code': 1001, 'message': 'Workflow not found', 'data': null}"
            })
    void root_without_anything_to_read_is_an_error(String json) {
        WorkflowFile file = read(json);

        assertThat(file.workflows()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_SHAPE);
        });
    }

    @Test
    void broken_workflow_in_a_list_does_not_lose_the_others() {
        WorkflowFile file = read("[" + A + ", 5, {'id': 'c', 'steps': 5}, {'id': 'd'}]");

        assertThat(file.workflows()).extracting(Workflow::id).containsExactly("a", "c", "d");
        assertThat(file.entries()).extracting(WorkflowFile.Entry::hasErrors).containsExactly(false, true, false);
        assertThat(file.fileProblems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.place().path()).isEqualTo("[1]"));
        assertThat(file.problems()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{'a': 1}", "{'step': []}"})
    void object_with_other_fields_only_is_no_workflow(String json) {
        WorkflowFile file = read(json);

        assertThat(file.workflows()).isEmpty();
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_SHAPE);
            assertThat(problem.isError()).isTrue();
        });
    }

    @Test
    void misspelled_field_is_a_warning_that_names_the_right_one() {
        WorkflowFile file = read("{'name': 'A', 'setps': [], 'isEnable': false, 'colour': 'red'}");

        assertThat(file.problems())
                .extracting(Problem::code, problem -> problem.place().path(), Problem::fix)
                .containsExactly(
                        tuple(ProblemCode.UNKNOWN_FIELD, "setps", "write steps"),
                        tuple(ProblemCode.UNKNOWN_FIELD, "isEnable", "write isEnabled"));
        assertThat(file.single().extras()).containsOnlyKeys("setps", "isEnable", "colour");
    }

    @Test
    void two_workflows_with_one_id_are_an_error() {
        WorkflowFile file = read("[" + A + "," + A + "]");

        assertThat(file.problems()).extracting(Problem::code).containsExactly(ProblemCode.DUPLICATE_WORKFLOW_ID);
    }

    @Test
    void workflows_of_a_folder_file_lie_in_its_folder() {
        WorkflowFile file =
                read("{'folder': {'id': 'f', 'name': 'F'}, 'workflows': [" + A + ", {'id': 'b', 'folderId': 'g'}]}");

        assertThat(file.workflows().get(0).folderId()).contains("f");
        assertThat(file.workflows().get(1).folderId()).contains("g");
    }

    @Test
    void workflow_of_the_detail_reply_is_read_as_documented() throws IOException {
        WorkflowFile file = resource("detail-reply.json");

        Workflow workflow = file.single();
        assertThat(file.problems()).isEmpty();
        assertThat(workflow.id()).isEqualTo("550e8400-e29b-41d4-a716-446655440000");
        assertThat(workflow.name()).isEqualTo("自动回复微信");
        assertThat(workflow.folderId()).contains("folder-001");
        assertThat(workflow.favorite()).isTrue();
        assertThat(workflow.maxExecutionSeconds()).isEqualTo(60);
        assertThat(workflow.modifiedAt().toEpochMilli()).isEqualTo(1704067200000L);
        assertThat(workflow.about())
                .isEqualTo(new About(
                        "1.2.0",
                        2,
                        "自动回复微信消息",
                        "vFlow用户",
                        "https://vflow.app/workflows/auto-reply-wechat",
                        List.of("社交", "自动化")));
        assertThat(workflow.triggers())
                .containsExactly(Step.of(
                        "step-001",
                        "trigger_notification",
                        Map.of("packageName", "com.tencent.mm", "titleContains", "", "contentContains", "")));
        assertThat(workflow.steps())
                .containsExactly(
                        Step.of(
                                "step-002",
                                "if_condition",
                                Map.of("condition", "{{step-001.content}} contains \"hello\"")),
                        Step.of(
                                        "step-003",
                                        "http_request",
                                        Map.of(
                                                "url",
                                                "https://api.example.com/reply",
                                                "method",
                                                "POST",
                                                "body",
                                                "{{step-001.content}}"))
                                .withIndentationLevel(1),
                        Step.of("step-004", "endif", Map.of()));
        assertThat(workflow.extras())
                .containsExactly(Map.entry(
                        "triggerConfig", Map.of("type", "notification_received", "packageName", "com.tencent.mm")));
        assertThat(WorkflowWriter.create().stored(workflow))
                .contains("\"url\":{\"type\":\"string\",\"value\":\"https://api.example.com/reply\"}");
    }

    @Test
    void body_of_create_is_read_as_documented() throws IOException {
        Workflow workflow = resource("create-body.json").single();

        assertThat(workflow.id()).startsWith("new-");
        assertThat(workflow.name()).isEqualTo("我的新工作流");
        assertThat(workflow.enabled()).isFalse();
        assertThat(workflow.about().tags()).containsExactly("自动化");
        assertThat(workflow.triggers()).extracting(Step::moduleId).containsExactly("trigger_manual");
    }

    @Test
    void reply_of_export_is_read_as_documented() throws IOException {
        Workflow workflow = resource("export-reply.json").single();

        assertThat(workflow.name()).isEqualTo("我的工作流");
        assertThat(workflow.about().description()).isEqualTo("工作流描述");
    }

    @Test
    void stored_workflow_is_read_as_specified() throws IOException {
        WorkflowFile file = resource("stored.json");

        Workflow workflow = file.single();
        assertThat(file.problems()).isEmpty();
        assertThat(workflow.triggers().get(0).parameters()).containsEntry("days", List.of(2L, 3L, 4L, 5L, 6L));
        assertThat(workflow.steps()).extracting(Step::id).containsExactly("get", "c", "j", "e");
        assertThat(workflow.steps().get(0).parameters())
                .containsEntry("timeout", 10L)
                .containsEntry("__retry_count", 3L);
        assertThat(workflow.about().tags()).containsExactly("report");
    }

    @Test
    void byte_order_mark_is_accepted() {
        byte[] utf8 = "\uFEFF{\"id\": \"a\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Sample.reader().read(utf8).single().id()).isEqualTo("a");
        assertThat(Sample.reader().read("\uFEFF{\"id\": \"a\"}").single().id()).isEqualTo("a");
    }

    @Test
    void text_bytes_stream_and_file_are_read_alike(@TempDir Path folder) throws IOException {
        String json = "{\"id\": \"a\", \"name\": \"Ä\", \"modifiedAt\": 1}";
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("a.json"), utf8);

        WorkflowFile read = Sample.reader().read(json);

        assertThat(Sample.reader().read(utf8)).isEqualTo(read);
        assertThat(Sample.reader().read(new ByteArrayInputStream(utf8))).isEqualTo(read);
        assertThat(Sample.reader().read(file)).isEqualTo(read);
        assertThat(Workflow.read(file).name()).isEqualTo("Ä");
        assertThatThrownBy(() -> Workflow.read(folder.resolve("b.json"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void parse_throws_all_problems() {
        assertThatThrownBy(() -> Workflow.parse("{\"name\": \"A\", \"steps\": [{}, 5]}"))
                .isInstanceOfSatisfying(
                        WorkflowFormatException.class,
                        e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContaining("Workflow \"A\", step 1, moduleId")
                .hasMessageContaining("Workflow \"A\", step 2");
    }

    @Test
    void parse_wants_exactly_one_workflow() {
        assertThatThrownBy(() -> Workflow.parse("[]"))
                .isInstanceOf(WorkflowFormatException.class)
                .hasMessageContaining("0 workflows");
    }
}
