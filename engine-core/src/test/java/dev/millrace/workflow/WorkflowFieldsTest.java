package dev.millrace.workflow;

import static dev.millrace.workflow.Sample.read;
import static dev.millrace.workflow.Sample.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of section 1.1. */
class WorkflowFieldsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void missing_null_and_blank_fields_get_their_default(String json, Function<Workflow, ?> field, Object expected) {
        Workflow workflow = workflow(json);

        assertThat(field.apply(workflow)).hasToString(expected.toString());
    }

    static Stream<Arguments> missing_null_and_blank_fields_get_their_default() {
        return Stream.of(
                row("id missing", "{'steps': []}", Workflow::id, "new-1"),
                row("id blank", "{'id': ' '}", Workflow::id, "new-1"),
                row("id null", "{'id': null}", Workflow::id, "new-1"),
                row("name missing", "{'id': 'w'}", Workflow::name, "未命名工作流"),
                row("name blank", "{'name': '  '}", Workflow::name, "未命名工作流"),
                row("steps missing", "{'id': 'w'}", Workflow::steps, "[]"),
                row("isEnabled missing", "{'id': 'w'}", Workflow::enabled, true),
                row("isEnabled null", "{'isEnabled': null}", Workflow::enabled, true),
                row("isEnabled false", "{'isEnabled': false}", Workflow::enabled, false),
                row("isFavorite missing", "{'id': 'w'}", Workflow::favorite, false),
                row("folderId blank", "{'folderId': ' '}", Workflow::folderId, "Optional.empty"),
                row("folderId null", "{'folderId': null}", Workflow::folderId, "Optional.empty"),
                row("folderId written", "{'folderId': 'f'}", Workflow::folderId, "Optional[f]"),
                row("order missing", "{'id': 'w'}", Workflow::order, 0),
                row("order integral double", "{'order': 5.0}", Workflow::order, 5),
                row("modifiedAt missing", "{'id': 'w'}", Workflow::modifiedAt, Sample.NOW),
                row("modifiedAt 0", "{'modifiedAt': 0}", Workflow::modifiedAt, Sample.NOW),
                row("modifiedAt negative", "{'modifiedAt': -5}", Workflow::modifiedAt, Sample.NOW),
                row("modifiedAt double", "{'modifiedAt': 1.7E12}", Workflow::modifiedAt, "2023-11-14T22:13:20Z"),
                row(
                        "cardIconRes trimmed",
                        "{'cardIconRes': ' x '}",
                        w -> w.deviceFields().cardIcon(),
                        "x"),
                row(
                        "cardIconRes blank",
                        "{'cardIconRes': ''}",
                        w -> w.deviceFields().cardIcon(),
                        "rounded_layers_fill_24"),
                row(
                        "cardThemeColor lower",
                        "{'cardThemeColor': ' #a1b2c3 '}",
                        w -> w.deviceFields().cardThemeColor(),
                        "#A1B2C3"),
                row(
                        "cardThemeColor bad",
                        "{'cardThemeColor': 'red'}",
                        w -> w.deviceFields().cardThemeColor(),
                        "#5B8CFF"),
                row("version blank", "{'version': ''}", w -> w.about().version(), "1.0.0"),
                row("vFlowLevel 0", "{'vFlowLevel': 0}", w -> w.about().level(), 1),
                row("vFlowLevel 3.0", "{'vFlowLevel': 3.0}", w -> w.about().level(), 3),
                row(
                        "tags not all text",
                        "{'tags': ['a', 1, null, 'b']}",
                        w -> w.about().tags(),
                        "[a, b]"),
                row("maxExecutionTime null", "{'maxExecutionTime': null}", w -> "" + w.maxExecutionSeconds(), "null"),
                row("maxExecutionTime 0", "{'maxExecutionTime': 0}", w -> "" + w.maxExecutionSeconds(), "null"),
                row("maxExecutionTime -1", "{'maxExecutionTime': -1}", w -> "" + w.maxExecutionSeconds(), "null"),
                row("maxExecutionTime 60.0", "{'maxExecutionTime': 60.0}", w -> "" + w.maxExecutionSeconds(), 60),
                row(
                        "maxExecutionTime huge",
                        "{'maxExecutionTime': 1e30}",
                        w -> "" + w.maxExecutionSeconds(),
                        Integer.MAX_VALUE),
                row(
                        "errorWorkflowId",
                        "{'errorWorkflowId': 'w9'}",
                        w -> w.errorWorkflowId().orElse(""),
                        "w9"),
                row(
                        "errorWorkflowId blank",
                        "{'errorWorkflowId': ' '}",
                        w -> w.errorWorkflowId().isPresent(),
                        false),
                row("reentryBehavior missing", "{'id': 'w'}", Workflow::reentry, ReentryBehavior.BLOCK_NEW),
                row(
                        "reentryBehavior trimmed",
                        "{'reentryBehavior': ' allow_parallel '}",
                        Workflow::reentry,
                        ReentryBehavior.ALLOW_PARALLEL),
                row(
                        "reentryBehavior unknown",
                        "{'reentryBehavior': 'maybe'}",
                        Workflow::reentry,
                        ReentryBehavior.BLOCK_NEW));
    }

    private static Arguments row(String name, String json, Function<Workflow, ?> field, Object expected) {
        return Arguments.of(Named.of(name, json), field, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong_types_are_problems_that_name_the_field(String json, Problem.Severity severity, String path) {
        WorkflowFile file = read(json);

        assertThat(file.workflows()).hasSize(1);
        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(severity);
            assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
            assertThat(problem.place().path()).isEqualTo(path);
            assertThat(problem.fix()).isNotBlank();
        });
    }

    static Stream<Arguments> wrong_types_are_problems_that_name_the_field() {
        var error = Problem.Severity.ERROR;
        var warning = Problem.Severity.WARNING;
        return Stream.of(
                Arguments.of("{'id': 5}", error, "id"),
                Arguments.of("{'name': 5}", warning, "name"),
                Arguments.of("{'triggers': {}}", error, "triggers"),
                Arguments.of("{'steps': 'none'}", error, "steps"),
                Arguments.of("{'isEnabled': 'yes'}", error, "isEnabled"),
                Arguments.of("{'isFavorite': 1}", warning, "isFavorite"),
                Arguments.of("{'order': '5'}", warning, "order"),
                Arguments.of("{'maxExecutionTime': 1.5}", error, "maxExecutionTime"),
                Arguments.of("{'errorWorkflowId': 5}", error, "errorWorkflowId"),
                Arguments.of("{'tags': 'a'}", warning, "tags"),
                Arguments.of("{'description': []}", warning, "description"),
                Arguments.of("{'metadata': {'author': 5}}", warning, "metadata.author"),
                Arguments.of("{'modifiedAt': 'yesterday'}", warning, "modifiedAt"));
    }

    @Test
    void enabled_of_a_wrong_type_leaves_the_workflow_off() {
        assertThat(workflow("{'isEnabled': 'yes'}").enabled()).isFalse();
    }

    @Test
    void unknown_reentry_behaviour_is_a_warning() {
        WorkflowFile file = read("{'name': 'A', 'reentryBehavior': 'maybe'}");

        assertThat(file.problems())
                .singleElement()
                .hasToString(
                        "warning INVALID_VALUE: Workflow \"A\", reentryBehavior: \"maybe\" is no re-entry behaviour; "
                                + "block_new is used. Fix: write block_new, stop_current_and_run_new or allow_parallel");
    }

    @Test
    void imported_workflow_that_does_not_say_it_is_enabled_is_not() {
        WorkflowFile file = Sample.reader().importing().read("{\"name\": \"A\"}");

        assertThat(file.workflows().get(0).enabled()).isFalse();
    }

    @Test
    void unknown_fields_are_kept_in_their_order() {
        Workflow workflow = workflow("{'zeta': 1, 'name': 'A', 'silentExecution': true, 'alpha': {'x': [null]}}");

        assertThat(workflow.extras())
                .containsExactly(
                        Map.entry("zeta", 1L),
                        Map.entry("silentExecution", true),
                        Map.entry("alpha", Map.of("x", Collections.singletonList(null))));
        assertThat(WorkflowWriter.create().stored(workflow))
                .endsWith("\"zeta\":1,\"silentExecution\":true,\"alpha\":{\"x\":[null]}}");
    }

    @Test
    void all_app_fields_survive_the_round_trip() {
        String json = "{'shortcutName': 'S', 'shortcutIconRes': 'I', 'cardIconRes': 'C', 'cardThemeColor': '#000000',"
                + " 'wasEnabledBeforePermissionsLost': true}";

        DeviceFields fields =
                Sample.workflow(WorkflowWriter.create().stored(workflow(json))).deviceFields();

        assertThat(fields.shortcutName()).contains("S");
        assertThat(fields.shortcutIcon()).contains("I");
        assertThat(fields.cardIcon()).isEqualTo("C");
        assertThat(fields.cardThemeColor()).isEqualTo("#000000");
        assertThat(fields.enabledBeforePermissionsLost()).isTrue();
    }

    @Test
    void fields_of_the_root_win_over_metadata_and_those_over_meta() {
        Workflow workflow =
                workflow("{'author': 'root', '_meta': {'author': 'meta', 'homepage': 'meta', 'version': '3'},"
                        + " 'metadata': {'author': 'metadata', 'homepage': 'metadata', 'own': 1}}");

        assertThat(workflow.about()).isEqualTo(new About("3", 1, "", "root", "metadata", List.of()));
        assertThat(workflow.extras()).containsExactly(Map.entry("metadata", Map.of("own", 1L)));
    }
}
