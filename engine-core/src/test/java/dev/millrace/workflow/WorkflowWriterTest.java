package dev.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Section 1.6. */
class WorkflowWriterTest {
    private static final Workflow WORKFLOW = Workflow.builder("Daily report")
            .id("w")
            .trigger("t", "trigger_time", Map.of("time", "08:30"))
            .step("s", "delay", Map.of("duration", 1000.0))
            .modifiedAt(Instant.parse("2026-01-31T23:59:59.999Z"))
            .maxExecutionSeconds(60)
            .reentry(ReentryBehavior.ALLOW_PARALLEL)
            .errorWorkflowId("alarm")
            .about(new About("2.0.0", 3, "d", "a", "h", List.of("x")))
            .extras(Map.of("silentExecution", true))
            .build();
    private static final Folder FOLDER = new Folder(
            "f", "F", Optional.of("p"), 1, Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), Map.of("k", 1L));

    private static final String FIELDS = """
            "id":"w","name":"Daily report",\
            "triggers":[{"id":"t","moduleId":"trigger_time","indentationLevel":0,"parameters":{"time":"08:30"}}],\
            "steps":[{"id":"s","moduleId":"delay","indentationLevel":0,"parameters":{"duration":1000}}],\
            "isEnabled":true,"isFavorite":false,"wasEnabledBeforePermissionsLost":false,"order":0,\
            "cardIconRes":"rounded_layers_fill_24","cardThemeColor":"#5B8CFF","modifiedAt":1769903999999,\
            "version":"2.0.0","vFlowLevel":3,"description":"d","author":"a","homepage":"h","tags":["x"],\
            "maxExecutionTime":60,"reentryBehavior":"allow_parallel","errorWorkflowId":"alarm",\
            "silentExecution":true""";
    private static final String META = """
            "_meta":{"id":"w","name":"Daily report","version":"2.0.0","vFlowLevel":3,"description":"d","author":"a",\
            "homepage":"h","tags":["x"],"updated_at":"2026-01-31","modified_at":1769903999999}""";
    private static final String FOLDER_FIELDS =
            "{\"id\":\"f\",\"name\":\"F\",\"parentId\":\"p\",\"order\":1,\"createdAt\":1,\"modifiedAt\":2,\"k\":1}";

    private final WorkflowWriter writer = WorkflowWriter.create();

    @Test
    void stored_form_has_all_fields_and_no_nulls() {
        assertThat(writer.stored(WORKFLOW)).isEqualTo("{" + FIELDS + "}");
    }

    @Test
    void export_has_meta_and_the_fields_at_one_level() {
        assertThat(writer.exported(WORKFLOW)).isEqualTo("{" + META + "," + FIELDS + "}");
    }

    @Test
    void folder_file_holds_exported_workflows() {
        assertThat(writer.folderFile(FOLDER, List.of(WORKFLOW)))
                .isEqualTo("{\"folder\":" + FOLDER_FIELDS + ",\"workflows\":[{" + META + "," + FIELDS + "}]}");
    }

    @Test
    void backup_holds_stored_workflows_and_folders() {
        assertThat(writer.backup(List.of(WORKFLOW), List.of(FOLDER)))
                .isEqualTo("{\"workflows\":[{" + FIELDS + "}],\"folders\":[" + FOLDER_FIELDS + "]}");
    }

    @Test
    void list_is_an_array_of_stored_workflows() {
        assertThat(writer.list(List.of(WORKFLOW, WORKFLOW.withId("v")))).startsWith("[{" + FIELDS + "},{\"id\":\"v\"");
    }

    @Test
    void indented_text_has_line_feeds_and_reads_the_same() {
        String text = writer.indented().exported(WORKFLOW);

        assertThat(text).startsWith("{\n  \"_meta\" : {\n    \"id\" : \"w\",\n").endsWith("}\n");
        assertThat(Workflow.parse(text)).isEqualTo(WORKFLOW);
    }

    @Test
    void unknown_fields_of_meta_are_written_into_meta() {
        Workflow workflow = Sample.workflow("{'id': 'w', '_meta': {'id': 'slug', 'license': 'MIT'}}");

        assertThat(writer.exported(workflow)).contains("\"license\":\"MIT\"}");
        assertThat(Workflow.parse(writer.exported(workflow))).isEqualTo(workflow);
        assertThat(Workflow.parse(writer.stored(workflow))).isEqualTo(workflow);
    }
}
